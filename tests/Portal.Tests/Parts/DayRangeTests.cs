using Billing.Units;
using BillingPortal.Portal.Parts;
using Xunit;

namespace Portal.Tests.Parts;

public sealed class DayRangeTests
{
    private static readonly DateOnly Today = new(2026, 3, 21);

    [Theory]
    [InlineData("today", "2026-03-21", "2026-03-21")]
    [InlineData("7d", "2026-03-15", "2026-03-21")]
    [InlineData("14d", "2026-03-08", "2026-03-21")]
    [InlineData("30d", "2026-02-20", "2026-03-21")]
    [InlineData("this-month", "2026-03-01", "2026-03-21")]
    [InlineData("last-month", "2026-02-01", "2026-02-28")]
    [InlineData(null, "2026-03-01", "2026-03-21")]
    [InlineData("nonsense", "2026-03-01", "2026-03-21")]
    public void Read_ANamedRange_HasBothEndsIn(string? name, string from, string to)
    {
        var range = DayRange.Read(name, null, null, Today, "this-month");

        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(to)), (range.From, range.To));
    }

    [Fact]
    public void Read_CustomDays_WinOverTheName()
    {
        var range = DayRange.Read("7d", "2023-11-16", "2023-11-16", Today, "this-month");

        Assert.Equal((DayRange.Custom, 1), (range.Choice, range.Days));
        Assert.Equal(Instant.At(2023, 11, 16), range.Period.Start);
        Assert.Equal(Instant.At(2023, 11, 17), range.Period.End);
        Assert.Equal("from=2023-11-16&to=2023-11-16", range.Query);
    }

    [Fact]
    public void Read_CustomDaysBackwards_AreTurned()
    {
        var range = DayRange.Read(null, "2026-03-10", "2026-03-02", Today, "7d");

        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 10)), (range.From, range.To));
    }

    [Fact]
    public void Read_OnlyAFirstDay_RunsToToday() => Assert.Equal(Today, DayRange.Read(null, "2026-03-10", "garbage", Today, "7d").To);

    [Fact]
    public void Read_TooLong_IsCutAtTheOlderEnd()
    {
        var range = DayRange.Read(null, "2020-01-01", "2026-03-21", Today, "7d");

        Assert.Equal((DayRange.MaxDays, Today), (range.Days, range.To));
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-21", "1–21 Nov")]
    [InlineData("2026-10-23", "2026-11-21", "23 Oct – 21 Nov")]
    [InlineData("2026-11-21", "2026-11-21", "21 Nov")]
    [InlineData("2023-11-16", "2023-11-16", "16 Nov 2023")]
    [InlineData("2025-12-20", "2026-01-02", "20 Dec 2025 – 2 Jan")]
    [InlineData("2025-11-01", "2025-12-02", "1 Nov – 2 Dec 2025")]
    public void Words_OfARange_NameAYearOnlyWhereItIsNotTheReaders(string from, string to, string words) =>
        Assert.Equal(words, DateText.Range(DateOnly.Parse(from), DateOnly.Parse(to), 2026));
}
