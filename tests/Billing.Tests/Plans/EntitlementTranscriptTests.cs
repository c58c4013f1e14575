using Billing.Plans;
using Billing.Units;

namespace Billing.Tests.Plans;

/// <summary>May there be one more? Each line: plan, feature, how many there are, the limit, the answer and its reason.</summary>
public sealed class EntitlementTranscriptTests
{
    [Fact]
    public void ModelStacksPlans_AtTheirLimits_RefuseTheNextOne() => Play("modelstack",
        """
        none       | stacks           | 9  | 10 | yes |
        none       | stacks           | 10 | 10 | no  | limit_reached
        none       | models_per_stack | 3  | 3  | no  | limit_reached
        none       | api_keys         | 9999 | | yes |
        starter    | stacks           | 2  | 3  | yes |
        starter    | stacks           | 3  | 3  | no  | limit_reached
        starter    | stacks           | 10 | 3  | no  | limit_reached
        starter    | rpm              | 14 | 15 | yes |
        starter    | rpm              | 15 | 15 | no  | limit_reached
        starter    | early_access     | 0  |    | no  | not_in_plan
        max        | early_access     | 0  |    | yes |
        max        | stacks           | 500 |   | yes |
        max        | seats            | 0  |    | no  | unknown_feature
        """);

    [Fact]
    public void KoyebsPlans_BeyondTheFreeDomains_SayThatThePriceIsOnlyAnnounced() => Play("koyeb",
        """
        hobby   | custom_domains    | 0   | 0   | no  | not_in_plan
        starter | custom_domains    | 9   | 10  | yes |
        starter | custom_domains    | 10  | 10  | yes | beyond_included_not_charged
        startup | custom_domains    | 100 | 100 | yes | beyond_included_not_charged
        hobby   | free_web_services | 0   | 1   | yes |
        hobby   | free_web_services | 1   | 1   | no  | limit_reached
        hobby   | paid_instances    | 0   |     | no  | not_in_plan
        starter | paid_instances    | 7   |     | yes |
        starter | larger_instances  | 0   |     | no  | not_in_plan
        startup | larger_instances  | 0   |     | yes |
        startup | priority_support  | 0   |     | yes |
        hobby   | free_database_active_hours | 49 | 50 | yes |
        hobby   | free_database_active_hours | 50 | 50 | no | limit_reached
        """);

    private static void Play(string book, string story) => Story.Tell(story, given: 3, cells =>
    {
        var prices = Books.Read(book);
        var answer = Entitlement.Of(prices, prices.Plan(cells[0]), cells[1], EntitlementAction.Add, Fraction.Parse(cells[2]), null);
        return [answer.Limit?.ToDecimalText(8) ?? "", answer.Allowed ? "yes" : "no", answer.Reason ?? ""];
    });
}
