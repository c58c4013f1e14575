using System.Globalization;
using Billing.PriceBooks;
using Billing.Recovery;
using Billing.Units;

namespace Billing.Tests.Recovery;

/// <summary>
/// An invoice that could not be collected on 1 March 2026. Each line: the day after it and the time, how the account stands,
/// what is blocked, and the day of the next stage.
/// </summary>
public sealed class RecoveryTranscriptTests
{
    private static readonly Instant Failed = Instant.At(2026, 3, 1);

    [Fact]
    public void Unpaid_ToTheEnd_GoesThroughEveryStageAtItsFirstInstant() => Play(null, RecoveryBlocks.None,
        """
        0           | Overdue   | None                           | 7
        6.23:59:59  | Overdue   | None                           | 7
        7           | Late      | Creation                       | 14
        13.23:59:59 | Late      | Creation                       | 14
        14          | Paused    | Creation, Instances            | 21
        20.23:59:59 | Paused    | Creation, Instances            | 21
        21          | Suspended | Creation, Instances, Resources | none
        400         | Suspended | Creation, Instances, Resources | none
        """);

    [Fact]
    public void Paid_WhileOverdue_IsCurrentAtOnce() => Play("3", RecoveryBlocks.None,
        """
        2.23:59:59 | Overdue | None | 7
        3          | Current | None | none
        8          | Current | None | none
        """);

    [Fact]
    public void Paid_WhilePaused_FreesEverythingAgain() => Play("15", RecoveryBlocks.None,
        """
        14.12 | Paused  | Creation, Instances | 21
        15    | Current | None                | none
        30    | Current | None                | none
        """);

    [Fact]
    public void Paid_OneSecondBeforeTheEnd_SavesTheResources() => Play("20.23:59:59", RecoveryBlocks.None,
        """
        20 | Paused  | Creation, Instances | 21
        21 | Current | None                | none
        """);

    [Fact]
    public void Paid_AfterTheDeletion_IsCurrentWithoutTheResources() => Play("21", RecoveryBlocks.None,
        """
        20.12 | Paused  | Creation, Instances | 21
        21    | Current | Resources           | none
        """);

    [Fact]
    public void Lifted_ByAnOperator_GivesCreationBackAndNothingElse() => Play(null, RecoveryBlocks.Creation,
        """
        7  | Late      | None                 | 14
        14 | Paused    | Instances            | 21
        21 | Suspended | Instances, Resources | none
        """);

    [Fact]
    public void Paid_WhileLate_AllowsCreationAgain() => Play("10", RecoveryBlocks.None,
        """
        7          | Late    | Creation | 14
        9.23:59:59 | Late    | Creation | 14
        10         | Current | None     | none
        14         | Current | None     | none
        """);

    [Fact]
    public void Paid_AtTheFirstInstantOfAStage_IsCurrentInsteadOfIt() => Play("14", RecoveryBlocks.None,
        """
        13.23:59:59 | Late    | Creation | 14
        14          | Current | None     | none
        21          | Current | None     | none
        """);

    [Fact]
    public void Lifted_CreationAndInstances_LeavesOnlyTheDeletion() => Play(null, RecoveryBlocks.Creation | RecoveryBlocks.Instances,
        """
        7  | Late      | None      | 14
        14 | Paused    | None      | 21
        21 | Suspended | Resources | none
        """);

    [Fact]
    public void Lifted_WhatIsDeleted_StaysDeleted() => Play(null, RecoveryBlocks.Resources,
        """
        14 | Paused    | Creation, Instances            | 21
        21 | Suspended | Creation, Instances, Resources | none
        """);

    [Fact]
    public void Paid_AfterALift_IsCurrentLikeEverybody() => Play("16", RecoveryBlocks.Creation,
        """
        14 | Paused  | Instances | 21
        16 | Current | None      | none
        """);

    [Fact]
    public void Before_TheFailure_NothingIsOwed() => Assert.Equal(RecoveryState.Current, RecoveryDecision.At(Books.Koyeb.Recovery, Failed, null, new(Failed.Micros - 1)).State);

    private static void Play(string? paid, RecoveryBlocks lifted, string story) => Story.Tell(story, given: 1, cells =>
    {
        var standing = RecoveryDecision.At(Books.Koyeb.Recovery, Failed, paid is null ? null : At(paid), At(cells[0]), lifted);
        return [$"{standing.State}", $"{standing.Blocks}", standing.NextAt is { } next ? $"{(next - Failed).TotalDays}" : "none"];
    });

    private static Instant At(string text) => Failed.Plus(TimeSpan.Parse(text.Contains('.') && !text.Contains(':') ? text + ":00" : text, CultureInfo.InvariantCulture));
}
