using Billing.Service.Access;
using Billing.Service.Storage.Portal;
using Billing.Units;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Portal.Demo;

/// <summary>One sign-in of the demo, as it is printed at the start.</summary>
public sealed record DemoSignIn(string Role, string Email, string Password);

/// <summary>The demo's organisation and its people, one in each role, and an operator. Seeding again changes nothing.</summary>
public sealed class DemoPeople(UserManager<PortalUser> users, Registration registration)
{
    public const string Organisation = "Halden Robotics";
    public const string Password = "every-cent-explained";

    /// <summary>The same account in every demo, so that commands and tests can name it.</summary>
    public static readonly AccountId Account = new(new Guid("019a9b00-0000-7000-8000-000000000001"));

    public static readonly DemoSignIn Owner = new("owner", "owner@demo.example", Password);
    public static readonly DemoSignIn Operator = new("operator", "operator@demo.example", Password);

    public static IReadOnlyList<DemoSignIn> SignIns { get; } =
    [
        Owner,
        new("billing", "billing@demo.example", Password),
        new("developer", "developer@demo.example", Password),
        new("viewer", "viewer@demo.example", Password),
        Operator,
    ];

    /// <summary>Creates who is missing; opens the organisation's account through the port when the owner is new.</summary>
    public async Task Seed(CancellationToken cancel)
    {
        await Add(Owner, "Mara Halden", owner => registration.Register(owner, Password, Account, Organisation, cancel));
        await Join(SignIns[1], "Jonas Weber", Role.Billing, cancel);
        await Join(SignIns[2], "Ilse Okafor", Role.Developer, cancel);
        await Join(SignIns[3], "Tom Brandt", Role.Viewer, cancel);
        await Add(Operator, "Olga Petrov", person =>
        {
            person.IsOperator = true;
            return registration.Join(person, Password, account: null, default, cancel);
        });
    }

    /// <summary>One more organisation of the owner's; its account is open.</summary>
    public async Task Found(AccountId account, string name, CancellationToken cancel)
    {
        var owner = await users.FindByEmailAsync(Owner.Email) ?? throw new InvalidOperationException("The demo has no owner");
        await registration.Found(owner, account, name, cancel);
    }

    private Task Join(DemoSignIn signIn, string name, Role role, CancellationToken cancel) =>
        Add(signIn, name, person => registration.Join(person, Password, Account, role, cancel));

    private async Task Add(DemoSignIn signIn, string name, Func<PortalUser, Task<IdentityResult>> create)
    {
        if (await users.FindByEmailAsync(signIn.Email) is not null)
            return;
        var created = await create(new PortalUser
        {
            Id = Guid.CreateVersion7(), DisplayName = name, Email = signIn.Email, UserName = signIn.Email, EmailConfirmed = true,
        });
        if (!created.Succeeded)
            throw new InvalidOperationException($"The demo's {signIn.Role} could not be created: {created}");
    }
}
