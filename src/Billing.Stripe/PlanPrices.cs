using System.Globalization;
using Billing.PriceBooks;
using Billing.Service.Ports;
using Billing.Units;
using Stripe;
using static Billing.Gateway.StripeFields;

namespace Billing.Gateway;

/// <summary>
/// Stripe's prices and coupons for what a plan costs. A price is found again by its look-up key, which names all that makes
/// it up: another amount is another price, and those who pay the old one keep it.
/// </summary>
internal sealed class PlanPrices(IStripeClient client)
{
    /// <summary>Stripe's id of the price, made where there is none yet.</summary>
    public async Task<string> PriceOf(PlanPrice plan, CancellationToken cancel)
    {
        var name = LookupKey(plan);
        if (await Find(name, cancel) is { } known)
            return known;
        try
        {
            var created = await new PriceService(client).CreateAsync(
                new PriceCreateOptions
                {
                    Currency = Currency(plan.Amount.Asset),
                    UnitAmount = MinorUnits.Of(plan.Amount),
                    Recurring = new PriceRecurringOptions { Interval = Interval(plan.Interval) },
                    ProductData = new PriceProductDataOptions { Name = plan.PlanName },
                    LookupKey = name,
                },
                Keyed($"price:{name}"),
                cancel);
            return created.Id;
        }
        catch (StripeException refused) when (refused.HttpStatusCode == System.Net.HttpStatusCode.BadRequest)
        {
            // Somebody else made it at the same moment.
            if (await Find(name, cancel) is { } theirs)
                return theirs;
            throw;
        }
    }

    /// <summary>Stripe's id of a coupon that takes this off one invoice; null for nothing off.</summary>
    /// <param name="off">Money, zero or more.</param>
    public async Task<string?> CouponOf(PaymentId payment, Amount off, CancellationToken cancel)
    {
        if (!off.IsPositive)
            return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"off_{payment}_{MinorUnits.Of(off)}");
        try
        {
            await new CouponService(client).CreateAsync(
                new CouponCreateOptions
                {
                    Id = name,
                    AmountOff = MinorUnits.Of(off),
                    Currency = Currency(off.Asset),
                    Duration = StripeNames.Once,
                    MaxRedemptions = 1,
                    Name = "Discount and credit",
                },
                Keyed($"coupon:{name}"),
                cancel);
        }
        catch (StripeException refused) when (refused.StripeError?.Code == StripeNames.AlreadyExists)
        {
            // Made by an earlier attempt at the same order, with the same amount.
        }

        return name;
    }

    public static string Interval(BillingInterval interval) => interval == BillingInterval.Year ? StripeNames.Year : StripeNames.Month;

    private static string LookupKey(PlanPrice plan) => string.Create(
        CultureInfo.InvariantCulture, $"{plan.Book}:{plan.Plan}:{Interval(plan.Interval)}:{MinorUnits.Of(plan.Amount)}{Currency(plan.Amount.Asset)}");

    private async Task<string?> Find(string lookupKey, CancellationToken cancel) =>
        (await new PriceService(client).ListAsync(new PriceListOptions { LookupKeys = [lookupKey], Active = true }, cancellationToken: cancel)).FirstOrDefault()?.Id;
}
