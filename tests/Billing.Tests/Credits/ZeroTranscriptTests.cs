using Billing.Credits;
using Billing.Units;

namespace Billing.Tests.Credits;

/// <summary>What happens when nothing is left, by book. Each line: the question, what is available, the cost, the answer and what follows.</summary>
public sealed class ZeroTranscriptTests
{
    [Fact]
    public void Admission_NearZero_IsWhatTheBookSays() => Admit(
        """
        kunavo      | 0.00000001 | 5  | Admitted | Nothing   |
        kunavo      | 0          | 5  | Refused  | Refuse402 | 402
        modelstack  | 0.00000001 | 5  | Admitted | Nothing   |
        modelstack  | 0          | 0  | Refused  | Refuse402 | 402
        kernstack   | 1          | 9  | Admitted | Nothing   |
        kernstack   | 0          | 9  | Refused  | Throttle  | 429
        deployments | 60         | 60 | Admitted | Nothing   |
        deployments | 59.99999999 | 60 | Refused | Pause     |
        koyeb       | 0          | 5  | Admitted | Nothing   |
        koyeb       | -100       | 5  | Admitted | Nothing   |
        """);

    [Fact]
    public void Settlement_BeyondTheBalance_TakesWhatTheBookLetsItTake() => Settle(
        """
        kunavo      | 1    | 1    | Funded       | Nothing   | 0
        kunavo      | 1    | 1.5  | PartlyFunded | Refuse402 | 0.5
        kunavo      | 0    | 1.5  | Refused      | Refuse402 | 1.5
        modelstack  | 2    | 5    | PartlyFunded | Refuse402 | 3
        kernstack   | 2    | 5    | PartlyFunded | Throttle  | 3
        kernstack   | 0    | 5    | Refused      | Throttle  | 5
        deployments | 60   | 60   | Funded       | Nothing   | 0
        deployments | 59   | 60   | Refused      | Pause     | 60
        """);

    private static void Admit(string story) => Story.Tell(story, given: 3, cells =>
    {
        var wallet = Books.Read(cells[0]).Wallet;
        var answer = UsageFunding.Admit(Cells.Units(cells[1]), Cells.Units(cells[2]), wallet.Payment, wallet.AtZero);
        return [$"{answer.Outcome}", $"{answer.Next}", $"{answer.HttpStatus}"];
    });

    private static void Settle(string story) => Story.Tell(story, given: 3, cells =>
    {
        var wallet = Books.Read(cells[0]).Wallet;
        var day = Draw.Day(0);
        var slices = new FundingSlice[1];
        var funded = Funding.Fund([new(new(1, GrantKind.Topup, day, Instant.Latest), Cells.Units(cells[1]))], Cells.Units(cells[2]), day, wallet.Payment, default, slices);
        var answer = UsageFunding.Settled(funded, wallet.AtZero);
        return [$"{answer.Outcome}", $"{answer.Next}", Cells.Text(funded.Uncovered)];
    });
}
