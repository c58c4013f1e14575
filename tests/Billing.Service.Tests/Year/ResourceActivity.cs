using Billing.Service.Flows.Resources;
using Billing.Service.Tests.Flows;

namespace Billing.Service.Tests.Year;

/// <summary>Starts, pauses, resumes, stops and deletes what costs while it runs. Most of it runs for hours or days, some is forgotten.</summary>
internal sealed class ResourceActivity(YearWorld world) : IActivity
{
    private const int MostAtOnce = 3;

    public int WeightFor(YearCustomer customer) => customer.Book.Resources is null ? 0 : 5;

    public async Task Do(YearCustomer customer)
    {
        if (customer.Resources.Count == 0 || (customer.Resources.Count < MostAtOnce && world.Chance(25))) await Create(customer);
        else await Change(customer, world.Pick(customer.Resources));
    }

    /// <summary>Somebody remembers what runs.</summary>
    public async Task StopAll(YearCustomer customer)
    {
        if (!customer.MayRun) return;
        customer.MayRun = false;
        foreach (var resource in customer.Resources.ToList()) await Change(customer, resource, ResourceAction.Pause);
    }

    private async Task Create(YearCustomer customer)
    {
        var sizes = customer.Book.Lines.Where(line => line.Meter == customer.Book.Resources!.Meter).ToList();
        var asked = new NewResource(customer.Id, new(world.NextId()), $"box-{world.NextKey()}", world.Pick(sizes).Model!, world.Random.Next(1, 3), Start: world.Chance(70));
        var before = world.Now;
        var created = await world.Interruptions.Command($"{customer}: create {asked.Instances} x {asked.Size}", house => house.CreateResource.Run(OpenHouse.Anybody, asked, default));
        customer.MayRun |= asked.Start;
        if (!created.IsAccepted) return;
        var resource = new YearResource(asked.Id, asked.Name, asked.Instances);
        if (asked.Start) resource.Started(before);
        customer.Resources.Add(resource);
    }

    private Task Change(YearCustomer customer, YearResource resource) => Change(customer, resource, world.Random.Next(10) switch
    {
        0 => ResourceAction.Build,
        1 or 2 => ResourceAction.Start,
        3 => ResourceAction.Resume,
        4 or 5 => ResourceAction.Pause,
        6 => ResourceAction.Delete,
        _ => ResourceAction.Stop,
    });

    private async Task Change(YearCustomer customer, YearResource resource, ResourceAction action)
    {
        var key = world.NextKey();
        customer.MayRun |= action is ResourceAction.Start or ResourceAction.Resume;
        var before = world.Now;
        var changed = await world.Interruptions.Command($"{customer}: {action} {resource.Name}", house => house.ChangeResource.Run(OpenHouse.Anybody, new(customer.Id, resource.Id, action, key), default));
        if (!changed.IsAccepted) return;
        if (action is ResourceAction.Start or ResourceAction.Resume) resource.Started(before);
        else resource.Stopped(world.Now);
        if (action != ResourceAction.Delete) return;
        customer.Resources.Remove(resource);
        customer.Gone.Add(resource);
    }
}
