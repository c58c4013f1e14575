using System.Text;
using Billing.Service.Metering;
using Billing.Service.Metering.Intake;
using Billing.Units;

namespace Billing.Service.Tests.Metering;

/// <summary>Damaged and hostile bodies: a clean answer each time, and the ledger holds exactly what was answered.</summary>
public sealed class UsageFuzzTests
{
    private static readonly int Cases = LongRun.IsOn ? 500_000 : 5_000;

    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e400", "1.0", "9223372036854775807", "9223372036854775808", "-0", "1e-9", "00", "NaN", "\"\"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\udfff\\ud800\"", "[]", "{}", "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "{\"unit\":1}", "\"2026-13-40T99:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"=HYPERLINK(1)\"", "\"\u202e\"", "99999999999999999999999999", "\"" + new string('x', 3_000) + "\"", "\"0.00000001\"",
    ];

    private static readonly string[] Names =
        ["id", "source", "type", "time", "data", "specversion", "subject", "datacontenttype", "input_tokens", "model", "status", "seconds", "upstream", "amount", "unit", "x", "", "\\ud800"];

    [Fact]
    public async Task Take_AnyBody_IsAnsweredAndNeverHalfBooked()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        using var ledger = new TestLedger();
        var account = ledger.AccountWith("1000");
        var intake = new UsageIntake(ledger.Writer);
        long charged = 0, accepted = 0;
        for (var i = 0; i < Cases; i++)
        {
            var body = Body(random, i);
            try
            {
                var answers = await intake.Take(account, null, body, (UsageFormat)random.Next(2), CancellationToken.None);
                foreach (var answer in answers.IsAccepted ? answers.Value : [])
                {
                    if (answer.Outcome == UsageOutcome.Refused) Assert.NotNull(answer.Refusal);
                    if (answer.Outcome == UsageOutcome.Accepted) (charged, accepted) = (charged + answer.Cost.Units, accepted + 1);
                }

                if (!answers.IsAccepted) Assert.NotEmpty(answers.Refusal!.Message);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, case {i}: {exception}\n{Encoding.UTF8.GetString(body)}");
            }
        }

        Assert.True(accepted > Cases / 50, $"seed {seed}: only {accepted} bodies were good; the fuzz no longer reaches the ledger");
        Assert.Equal(Amount.Whole(1_000, Asset.Usd).Units - charged, ledger.Writer.Find(account)!.Balance);
        Assert.Equal(-charged, ledger.Entries().Where(e => e.Entry.Amount < 0).Sum(e => e.Entry.Amount));
        Assert.Equal(accepted, ledger.Writer.Position.LastUsage);
    }

    private static byte[] Body(Random random, int i)
    {
        var text = UsageIntakeTests.Event($"f{i}").Replace("200000", random.Next(1, 50).ToString(), StringComparison.Ordinal);
        switch (random.Next(6))
        {
            case 0:
                break;
            case 1:
                text = ReplaceValue(random, text);
                break;
            case 2:
                text = text.Insert(text.LastIndexOf('{') + 1, $"\"{Names[random.Next(Names.Length)]}\":{Values[random.Next(Values.Length)]},");
                break;
            case 3:
                text = text.Insert(1, $"\"{Names[random.Next(Names.Length)]}\":{Values[random.Next(Values.Length)]},");
                break;
            case 4:
                text = $"[{text},{ReplaceValue(random, text)},{text}]";
                break;
            case 5:
                text = new string('[', random.Next(40)) + text + "\n" + text[..random.Next(text.Length)];
                break;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(3) == 0)
        {
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(20) == 0 ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;
    }

    private static string ReplaceValue(Random random, string text)
    {
        var colons = Enumerable.Range(0, text.Length).Where(at => text[at] == ':' && at > 0 && text[at - 1] == '"').ToArray();
        var start = colons[random.Next(colons.Length)] + 1;
        var end = text.IndexOfAny([',', '}'], start);
        return end < 0 ? text : text[..start] + Values[random.Next(Values.Length)] + text[end..];
    }
}
