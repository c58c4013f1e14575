using System.Text.Json.Nodes;
using Billing.Credits;
using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Tests.PriceBooks;

/// <summary>What holds of every shipped book.</summary>
public sealed class ShippedBookTests
{
    public static TheoryData<string> Shipped => [.. Books.Shipped];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Document_AsShipped_HasNoFaults(string id)
    {
        var reading = PriceBookDocument.Parse(Books.JsonOf(id));
        Assert.Empty(reading.Faults);
        Assert.Equal((id, Instant.At(2020, 1, 1)), (reading.Book!.Id, reading.Book.EffectiveFrom));
        Assert.InRange(reading.Book.Version, 1, int.MaxValue);
    }

    [Theory]
    [InlineData("kernstack", PlanCollection.Subscription)]
    [InlineData("modelstack", PlanCollection.Subscription)]
    [InlineData("koyeb", PlanCollection.Portal)]
    public void Plans_OfABook_AreCollectedByWhomItSays(string id, PlanCollection collection) =>
        Assert.Equal(collection, PriceBookDocument.Parse(Books.JsonOf(id)).Book!.PlanChanges!.Collection);

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Samples_EachPath_LeadsToAPlaceOfTheDocument(string id)
    {
        var samples = Books.Read(id).Samples;
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            var at = JsonNode.Parse(Books.JsonOf(id))!;
            foreach (var step in sample.Path[2..].Replace("[", ".[").Split('.')) at = (step[0] == '[' ? at[int.Parse(step.Trim('[', ']'))] : at[step])!;
            Assert.NotNull(at);
        }
    }

    /// <summary>C-26 to C-32 in one table: what differs between the systems is data.</summary>
    [Theory]
    [InlineData("kernstack", "EUR", "credits", FundingMode.Prepaid, ZeroAction.Throttle, PaymentRule.WhatIsLeft, "Expiry, Kind")]
    [InlineData("deployments", "USD", "credits", FundingMode.Prepaid, ZeroAction.Pause, PaymentRule.WholeOrNothing, "GrantedAt, Kind")]
    [InlineData("modelstack", "USD", "credits", FundingMode.Prepaid, ZeroAction.Refuse402, PaymentRule.WhatIsLeft, "Kind, GrantedAt")]
    [InlineData("koyeb", "USD", "USD", FundingMode.Postpaid, ZeroAction.Nothing, PaymentRule.WhatIsLeft, "GrantedAt")]
    [InlineData("kunavo", "USD", "USD", FundingMode.Prepaid, ZeroAction.Refuse402, PaymentRule.WhatIsLeft, "GrantedAt, Kind")]
    public void Wallet_OfEachBook_IsAsTheDocumentsSay(string id, string currency, string unit, FundingMode funding, ZeroAction atZero, PaymentRule payment, string order)
    {
        var book = Books.Read(id);
        Assert.Equal((currency, unit, funding, atZero, payment), (book.Currency.Code, book.Wallet.Unit.Code, book.Wallet.Funding, book.Wallet.AtZero, book.Wallet.Payment));
        Assert.Equal(order, string.Join(", ", book.BurnOrder.Keys));
    }
}
