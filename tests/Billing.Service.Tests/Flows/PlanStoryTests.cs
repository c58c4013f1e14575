namespace Billing.Service.Tests.Flows;

/// <summary>Plans through the real writer: when | step | answer | plan | until | next | wallet | first lapse | taken by the bank.</summary>
public sealed class PlanStoryTests
{
    [Fact]
    public Task Subscription_FirstOne_ChargesThenGrantsAndAnUpgradeKeepsTheOldAllowanceToItsEnd() => PlanStory.Tell("modelstack",
        """
        2026-03-10T09:30 | open          | -             | topup_only | -                | - | 0    | -                | 0
        2026-03-10T09:30 | take starter  | card_required | topup_only | -                | - | 0    | -                | 0
        2026-03-10T09:31 | card          | -             | topup_only | -                | - | 0    | -                | 0
        2026-03-10T09:32 | quote starter | due 20        | topup_only | -                | - | 0    | -                | 0
        2026-03-10T09:40 | accept        | done          | starter    | 2026-04-10T09:40 | - | 500  | 2026-04-10T09:40 | 20
        2026-03-12T00:00 | use 4000000   | 200           | starter    | 2026-04-10T09:40 | - | 300  | 2026-04-10T09:40 | 20
        2026-03-20T12:00 | quote pro     | due 50        | starter    | 2026-04-10T09:40 | - | 300  | 2026-04-10T09:40 | 20
        2026-03-20T12:05 | accept        | done          | pro        | 2026-04-20T12:05 | - | 1800 | 2026-04-10T09:40 | 70
        2026-03-20T12:06 | take pro      | same_plan     | pro        | 2026-04-20T12:05 | - | 1800 | 2026-04-10T09:40 | 70
        2026-04-10T09:39 | look          | -             | pro        | 2026-04-20T12:05 | - | 1800 | 2026-04-10T09:40 | 70
        2026-04-10T09:40 | look          | -             | pro        | 2026-04-20T12:05 | - | 1500 | 2026-04-20T12:05 | 70
        2026-04-20T12:05 | renewals      | UpToDate      | pro        | 2026-05-20T12:05 | - | 1500 | 2026-05-20T12:05 | 120
        """);

    [Fact]
    public Task Upgrade_OfABookWithRollover_AllowancesLiveTwoPeriods() => PlanStory.Tell("kernstack",
        """
        2026-01-31 | open        | -        | free   | -          | - | 500   | -          | 0
        2026-01-31 | card        | -        | free   | -          | - | 500   | -          | 0
        2026-01-31 | take launch | done     | launch | 2026-02-28 | - | 2500  | 2026-03-31 | 19
        2026-02-10 | take grow   | done     | grow   | 2026-03-10 | - | 11500 | 2026-03-31 | 98
        2026-03-10 | renewals    | UpToDate | grow   | 2026-04-10 | - | 20500 | 2026-03-31 | 177
        2026-03-31 | look        | -        | grow   | 2026-04-10 | - | 18500 | 2026-04-10 | 177
        2026-04-10 | renewals    | UpToDate | grow   | 2026-05-10 | - | 18500 | 2026-05-10 | 256
        """);

    [Fact]
    public Task Downgrade_AtThePeriodsEnd_BenefitsStayUntilThen() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open          | -        | topup_only | -          | -       | 0    | -          | 0
        2026-03-10 | card          | -        | topup_only | -          | -       | 0    | -          | 0
        2026-03-10 | take max      | done     | max        | 2026-04-10 | -       | 3000 | 2026-04-10 | 100
        2026-03-20 | quote starter | due 0    | max        | 2026-04-10 | -       | 3000 | 2026-04-10 | 100
        2026-03-20 | accept        | done     | max        | 2026-04-10 | starter | 3000 | 2026-04-10 | 100
        2026-03-25 | topup 1000    | -        | max        | 2026-04-10 | starter | 4000 | 2026-04-10 | 100
        2026-04-09 | use 10000000  | 500      | max        | 2026-04-10 | starter | 3500 | 2026-04-10 | 100
        2026-04-09 | use 100000000 | 3500     | max        | 2026-04-10 | starter | 0    | -          | 100
        2026-04-10 | look          | -        | starter    | 2026-04-10 | -       | 0    | -          | 100
        2026-04-10 | renewals      | UpToDate | starter    | 2026-05-10 | -       | 500  | 2026-05-10 | 120
        2026-04-11 | use 20000000  | 500      | starter    | 2026-05-10 | -       | 0    | -          | 120
        """);

    [Fact]
    public Task Cancel_AndUndo_LeavesThePlanAndCancelAgainEndsIt() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open            | -                 | topup_only | -          | -          | 0    | -          | 0
        2026-03-10 | undo            | nothing_scheduled | topup_only | -          | -          | 0    | -          | 0
        2026-03-10 | card            | -                 | topup_only | -          | -          | 0    | -          | 0
        2026-03-10 | take pro        | done              | pro        | 2026-04-10 | -          | 1500 | 2026-04-10 | 50
        2026-03-15 | take topup_only | done              | pro        | 2026-04-10 | topup_only | 1500 | 2026-04-10 | 50
        2026-03-16 | undo            | done              | pro        | 2026-04-10 | -          | 1500 | 2026-04-10 | 50
        2026-03-16 | undo            | nothing_scheduled | pro        | 2026-04-10 | -          | 1500 | 2026-04-10 | 50
        2026-03-17 | take topup_only | done              | pro        | 2026-04-10 | topup_only | 1500 | 2026-04-10 | 50
        2026-04-09 | renewals        | UpToDate          | pro        | 2026-04-10 | topup_only | 1500 | 2026-04-10 | 50
        2026-04-10 | renewals        | UpToDate          | topup_only | -          | -          | 0    | -          | 50
        2026-05-10 | renewals        | UpToDate          | topup_only | -          | -          | 0    | -          | 50
        """);

    [Fact]
    public Task Year_FromAThirtyFirst_GrantsEveryMonthOverALeapFebruary() => PlanStory.Tell("modelstack",
        """
        2027-12-31 | open            | -        | topup_only | -          | - | 0    | -          | 0
        2027-12-31 | card            | -        | topup_only | -          | - | 0    | -          | 0
        2027-12-31 | take pro yearly | done     | pro        | 2028-12-31 | - | 1500 | 2028-01-31 | 480
        2028-01-30 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-01-31 | 480
        2028-01-31 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-02-29 | 480
        2028-02-28 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-02-29 | 480
        2028-02-29 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-03-31 | 480
        2028-03-30 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-03-31 | 480
        2028-03-31 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-04-30 | 480
        2028-04-30 | look            | -        | pro        | 2028-12-31 | - | 1500 | 2028-05-31 | 480
        2028-12-30 | renewals        | UpToDate | pro        | 2028-12-31 | - | 1500 | 2028-12-31 | 480
        2028-12-31 | renewals        | UpToDate | pro        | 2029-12-31 | - | 1500 | 2029-01-31 | 960
        2029-02-28 | look            | -        | pro        | 2029-12-31 | - | 1500 | 2029-03-31 | 960
        """);

    [Fact]
    public Task Months_FromAThirtyFirst_ComeBackAfterAShortOne() => PlanStory.Tell("modelstack",
        """
        2026-01-31 | open         | -        | topup_only | -          | - | 0   | -          | 0
        2026-01-31 | card         | -        | topup_only | -          | - | 0   | -          | 0
        2026-01-31 | take starter | done     | starter    | 2026-02-28 | - | 500 | 2026-02-28 | 20
        2026-02-28 | renewals     | UpToDate | starter    | 2026-03-31 | - | 500 | 2026-03-31 | 40
        2026-03-28 | look         | -        | starter    | 2026-03-31 | - | 500 | 2026-03-31 | 40
        2026-03-31 | renewals     | UpToDate | starter    | 2026-04-30 | - | 500 | 2026-04-30 | 60
        2026-04-30 | renewals     | UpToDate | starter    | 2026-05-31 | - | 500 | 2026-05-31 | 80
        2026-05-31 | renewals     | UpToDate | starter    | 2026-06-30 | - | 500 | 2026-06-30 | 100
        """);

    [Fact]
    public Task Renewal_TenDaysLate_StartsAtTheOldEnd() => PlanStory.Tell("kernstack",
        """
        2026-03-10 | open        | -        | free   | -          | - | 500  | -          | 0
        2026-03-10 | card        | -        | free   | -          | - | 500  | -          | 0
        2026-03-10 | take launch | done     | launch | 2026-04-10 | - | 2500 | 2026-05-10 | 19
        2026-04-20 | look        | -        | launch | 2026-04-10 | - | 2500 | 2026-05-10 | 19
        2026-04-20 | renewals    | UpToDate | launch | 2026-05-10 | - | 4500 | 2026-05-10 | 38
        2026-05-09 | renewals    | UpToDate | launch | 2026-05-10 | - | 4500 | 2026-05-10 | 38
        2026-05-10 | renewals    | UpToDate | launch | 2026-06-10 | - | 4500 | 2026-06-10 | 57
        """);

    [Fact]
    public Task Renewal_ThreeMonthsLate_PaysMonthByMonthAndAllowancesLapseByTheirOwnInstants() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter | done     | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 20
        2026-07-01 | renewals     | UpToDate | starter    | 2026-07-10 | - | 500 | 2026-07-10 | 80
        2026-07-01 | renewals     | UpToDate | starter    | 2026-07-10 | - | 500 | 2026-07-10 | 80
        2026-07-10 | renewals     | UpToDate | starter    | 2026-08-10 | - | 500 | 2026-08-10 | 100
        """);

    [Fact]
    public Task Renewal_DeclinedThenPaid_KeepsThePlanAndTheOldEnd() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter | done     | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 20
        2026-04-10 | bank Decline | -        | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-10 | renewals     | Declined | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-10 | renewals     | UpToDate | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-11 | renewals     | Declined | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-12 | renewals     | UpToDate | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-13 | renewals     | Declined | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-14 | bank Pay     | -        | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-14 | renewals     | UpToDate | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-15 | renewals     | UpToDate | starter    | 2026-05-10 | - | 500 | 2026-05-10 | 40
        2026-05-10 | renewals     | UpToDate | starter    | 2026-06-10 | - | 500 | 2026-06-10 | 60
        """);

    [Fact]
    public Task Renewal_DeclinedToTheEnd_LapsesAfterTheFourthRetryAndKeepsWhatWasBought() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card         | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter | done     | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 20
        2026-03-20 | topup 100    | -        | starter    | 2026-04-10 | - | 600 | 2026-04-10 | 20
        2026-04-10 | bank Decline | -        | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-10 | renewals     | Declined | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-11 | renewals     | Declined | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-13 | renewals     | Declined | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-15 | renewals     | Declined | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-16 | renewals     | UpToDate | starter    | 2026-04-10 | - | 100 | -          | 20
        2026-04-17 | renewals     | Declined | topup_only | -          | - | 100 | -          | 20
        2026-04-18 | renewals     | UpToDate | topup_only | -          | - | 100 | -          | 20
        2026-04-18 | bank Pay     | -        | topup_only | -          | - | 100 | -          | 20
        2026-04-19 | take starter | done     | starter    | 2026-05-19 | - | 600 | 2026-05-19 | 40
        """);

    [Fact]
    public Task Renewal_AnswerLost_SettlesOnceByTheSameKey() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open             | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card             | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter     | done     | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 20
        2026-04-10 | next LoseAnswer  | -        | starter    | 2026-04-10 | - | 0   | -          | 20
        2026-04-10 | renewals         | Unknown  | starter    | 2026-04-10 | - | 0   | -          | 40
        2026-04-11 | renewals         | UpToDate | starter    | 2026-05-10 | - | 500 | 2026-05-10 | 40
        2026-05-10 | next LoseRequest | -        | starter    | 2026-05-10 | - | 0   | -          | 40
        2026-05-10 | renewals         | Unknown  | starter    | 2026-05-10 | - | 0   | -          | 40
        2026-05-10 | renewals         | UpToDate | starter    | 2026-06-10 | - | 500 | 2026-06-10 | 60
        2026-05-11 | renewals         | UpToDate | starter    | 2026-06-10 | - | 500 | 2026-06-10 | 60
        """);

    [Fact]
    public Task Change_AnswerLost_BeginsWithItsAcceptanceAndIsPaidOnce() => PlanStory.Tell("modelstack",
        """
        2026-03-10T12:00 | open            | -                  | topup_only | -                | - | 0    | -                | 0
        2026-03-10T12:00 | card            | -                  | topup_only | -                | - | 0    | -                | 0
        2026-03-10T12:00 | quote pro       | due 50             | topup_only | -                | - | 0    | -                | 0
        2026-03-10T12:05 | next LoseAnswer | -                  | topup_only | -                | - | 0    | -                | 0
        2026-03-10T12:05 | accept          | checking_with_bank | topup_only | -                | - | 0    | -                | 50
        2026-03-10T12:06 | take max        | payment_open       | topup_only | -                | - | 0    | -                | 50
        2026-03-10T18:00 | accept          | done               | pro        | 2026-04-10T12:05 | - | 1500 | 2026-04-10T12:05 | 50
        2026-03-10T18:00 | accept          | done               | pro        | 2026-04-10T12:05 | - | 1500 | 2026-04-10T12:05 | 50
        """);

    [Fact]
    public Task Change_Declined_ChangesNothingAndFreesTheCode() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open               | -                  | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card               | -                  | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | bank Decline       | -                  | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter NEW50 | insufficient_funds | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | bank Pay           | -                  | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter new50 | done               | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 10
        2026-03-11 | take pro NEW50     | already_used       | starter    | 2026-04-10 | - | 500 | 2026-04-10 | 10
        """);

    [Fact]
    public Task Code_OnAYear_TakesHalfOfTheYearlyPrice() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open                      | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | card                      | -        | topup_only | -          | - | 0   | -          | 0
        2026-03-10 | take starter yearly NEW50 | done     | starter    | 2027-03-10 | - | 500 | 2026-04-10 | 96
        2027-03-10 | renewals                  | UpToDate | starter    | 2028-03-10 | - | 500 | 2027-04-10 | 288
        """);

    [Fact]
    public Task Discount_AfterEachChange_FollowsThePlan() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open            | -    | topup_only | -          | -          | 0     | -          | 0
        2026-03-10 | card            | -    | topup_only | -          | -          | 0     | -          | 0
        2026-03-10 | topup 10000     | -    | topup_only | -          | -          | 10000 | -          | 0
        2026-03-10 | use 20000000    | 1000 | topup_only | -          | -          | 9000  | -          | 0
        2026-03-10 | take starter    | done | starter    | 2026-04-10 | -          | 9500  | 2026-04-10 | 20
        2026-03-10 | use 10000000    | 500  | starter    | 2026-04-10 | -          | 9000  | -          | 20
        2026-03-10 | use 20000000    | 850  | starter    | 2026-04-10 | -          | 8150  | -          | 20
        2026-03-11 | take pro        | done | pro        | 2026-04-11 | -          | 9650  | 2026-04-11 | 70
        2026-03-11 | use 30000000    | 1500 | pro        | 2026-04-11 | -          | 8150  | -          | 70
        2026-03-11 | use 20000000    | 750  | pro        | 2026-04-11 | -          | 7400  | -          | 70
        2026-03-12 | take max        | done | max        | 2026-04-12 | -          | 10400 | 2026-04-12 | 170
        2026-03-12 | use 60000000    | 3000 | max        | 2026-04-12 | -          | 7400  | -          | 170
        2026-03-12 | use 20000000    | 600  | max        | 2026-04-12 | -          | 6800  | -          | 170
        2026-03-13 | take topup_only | done | max        | 2026-04-12 | topup_only | 6800  | -          | 170
        2026-04-12 | look            | -    | topup_only | -          | -          | 6800  | -          | 170
        2026-04-12 | use 20000000    | 1000 | topup_only | -          | -          | 5800  | -          | 170
        """);

    [Fact]
    public Task Change_ToAYearOnTheSamePlan_IsAnUpgradeAndBackAScheduledOne() => PlanStory.Tell("modelstack",
        """
        2026-03-10 | open            | -         | topup_only | -          | -   | 0    | -          | 0
        2026-03-10 | card            | -         | topup_only | -          | -   | 0    | -          | 0
        2026-03-10 | take pro        | done      | pro        | 2026-04-10 | -   | 1500 | 2026-04-10 | 50
        2026-03-20 | take pro        | same_plan | pro        | 2026-04-10 | -   | 1500 | 2026-04-10 | 50
        2026-03-20 | take pro yearly | done      | pro        | 2027-03-20 | -   | 3000 | 2026-04-10 | 530
        2026-04-20 | look            | -         | pro        | 2027-03-20 | -   | 1500 | 2026-05-20 | 530
        2026-06-01 | take pro        | done      | pro        | 2027-03-20 | pro | 1500 | 2026-06-20 | 530
        2027-03-20 | look            | -         | pro        | 2027-03-20 | -   | 0    | -          | 530
        2027-03-20 | renewals        | UpToDate  | pro        | 2027-04-20 | -   | 1500 | 2027-04-20 | 580
        """);

    [Fact]
    public Task Plans_OfCalendarMonths_ChargeTheRestOnTheSpotAndGiveCreditBack() => PlanStory.Tell("koyeb",
        """
        2026-03-10T00:00 | open         | -              | hobby   | 2026-04-01 | - | 0     | - | 0
        2026-03-16T12:00 | take starter | card_required  | hobby   | 2026-04-01 | - | 0     | - | 0
        2026-03-16T12:00 | card         | -              | hobby   | 2026-04-01 | - | 0     | - | 0
        2026-03-16T12:00 | take starter | done           | starter | 2026-04-01 | - | 0     | - | 0
        2026-03-16T12:04 | take startup | wait_5_minutes | starter | 2026-04-01 | - | 0     | - | 0
        2026-03-16T12:05 | take startup | done           | startup | 2026-04-01 | - | 0     | - | 39.49
        2026-03-16T12:06 | take starter | wait_5_minutes | startup | 2026-04-01 | - | 0     | - | 39.49
        2026-03-16T12:10 | take starter | done           | starter | 2026-04-01 | - | 39.48 | - | 39.49
        2026-04-01T00:00 | renewals     | UpToDate       | starter | 2026-05-01 | - | 39.48 | - | 39.49
        2026-04-10T00:00 | take startup | done           | startup | 2026-05-01 | - | 0     | - | 55.31
        2026-05-01T00:00 | renewals     | UpToDate       | startup | 2026-06-01 | - | -79   | - | 55.31
        """);
}
