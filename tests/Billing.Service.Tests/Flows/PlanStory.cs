using System.Globalization;
using Billing.Metering;
using Billing.PriceBooks;
using Billing.Service.Flows.Plans;
using Billing.Service.Metering;
using Billing.Service.Storage;
using Billing.Units;

namespace Billing.Service.Tests.Flows;

/// <summary>
/// A customer's life with plans as a table: when and what happens are given, then comes what was answered, the plan, the
/// end of its period, what follows, the wallet, when something in it lapses next, and all that the bank has taken. A changed figure fails with the whole table.
/// </summary>
internal static class PlanStory
{
    public static async Task Tell(string book, string story)
    {
        var lines = story.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        using var teller = new Teller(book, At(lines[0][0]));
        var told = new List<string>();
        foreach (var cells in lines) told.Add(string.Join(" | ", await teller.Do(cells[0], cells[1])));
        Assert.Equal(lines.Select(cells => string.Join(" | ", cells)), told);
    }

    private static string Lapse(WalletState wallet) =>
        wallet.Grants.Select(grant => grant.Grant.ExpiresAt).DefaultIfEmpty(Instant.Latest).Min() is var first && first < Instant.Latest ? Day(first) : "-";

    private static string Day(Instant at) => at == Instant.Latest ? "-" : at == at.StartOfDay ? at.ToString()[..10] : at.ToString()[..16];

    private static Instant At(string text) => Instant.Parse(text.Length == 10 ? $"{text}T00:00:00Z" : $"{text}:00Z");

    private sealed class Teller(string book, Instant start) : IDisposable
    {
        private readonly PlanHouse _house = new(start);
        private AccountId _account;
        private PlanQuote? _quote;

        public async Task<IEnumerable<string>> Do(string when, string step)
        {
            _house.Ledger.Clock.MoveTo(At(when));
            var answer = await Step(step.Split(' '));
            var row = await _house.Look(_account);
            var wallet = _house.Ledger.Writer.Find(_account)!;
            return [when, step, answer, row.Plan, Day(row.PeriodEnd), row.NextPlan ?? "-", wallet.BalanceAmount.ToDecimalText(), Lapse(wallet), _house.Taken.ToDecimalText()];
        }

        private async Task<string> Step(string[] words)
        {
            switch (words)
            {
                case ["open"]:
                    _account = _house.Ledger.OpenAccount(book: book);
                    return "-";
                case ["card"]:
                    await _house.SaveCard(_account);
                    return "-";
                case ["look"]:
                    return "-";
                case ["bank", var script]:
                    _house.Bank.Otherwise = Enum.Parse<Script>(script);
                    return "-";
                case ["next", var script]:
                    _house.Bank.Next(Enum.Parse<Script>(script));
                    return "-";
                case ["topup", var credits]:
                    _house.Ledger.Grant(_account, credits);
                    return "-";
                case ["use", var tokens]:
                    var used = await _house.Ledger.Charge(_account, _house.Ledger.Call(inputTokens: long.Parse(tokens, CultureInfo.InvariantCulture)) with { Meter = "model_tokens" });
                    return used.Refusal?.Code ?? new Amount(used.Cost, _house.Ledger.Writer.Find(_account)!.Asset).ToDecimalText();
                case ["quote", .. var asked]:
                    var quote = await Quote(asked);
                    _quote = quote.Refusal is null ? quote.Value : null;
                    return quote.Refusal?.Code ?? $"due {quote.Value.Offer.DueNow.ToDecimalText()}";
                case ["accept"]:
                    return Said(await _house.Accept(_account, _quote!.Id));
                case ["take", .. var asked]:
                    var offered = await Quote(asked);
                    return offered.Refusal?.Code ?? Said(await _house.Accept(_account, offered.Value.Id));
                case ["undo"]:
                    var undone = await _house.Undo.Run(OpenHouse.Anybody, _account, CancellationToken.None);
                    return undone.Refusal?.Code ?? "done";
                case ["renewals"]:
                    return (await _house.RunRenewal(_account)).ToString();
                default:
                    throw new FormatException($"'{string.Join(' ', words)}' is no step");
            }
        }

        private Task<Outcome<PlanQuote>> Quote(string[] asked) => _house.Quote(
            _account, asked[0], asked.Contains("yearly") ? BillingInterval.Year : BillingInterval.Month, asked.Skip(1).FirstOrDefault(word => word != "yearly"));

        private static string Said(Outcome<ChangedPlan> changed) => changed.Refusal?.Code ?? (changed.Value.Pending ? "pending" : "done");

        public void Dispose() => _house.Dispose();
    }
}
