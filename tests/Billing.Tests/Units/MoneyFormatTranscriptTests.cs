using Billing.Units;

namespace Billing.Tests.Units;

/// <summary>Money for people (KU-4). Each line: the amount, by Kunavo's rule, and with every digit.</summary>
public sealed class MoneyFormatTranscriptTests
{
    [Fact]
    public void Amounts_AroundACentAndAroundNothing_NeverReadAsZero() => Story.Tell(
        """
        0          | $0.00      | $0.00
        0.00000001 | <$0.000001 | $0.00000001
        0.00000049 | <$0.000001 | $0.00000049
        0.0000005  | $0.000001  | $0.0000005
        0.0000015  | $0.000002  | $0.0000015
        0.00999949 | $0.009999  | $0.00999949
        0.0099995  | $0.01      | $0.0099995
        0.01       | $0.01      | $0.01
        0.014999   | $0.01      | $0.014999
        0.015      | $0.02      | $0.015
        -0.00000001 | >-$0.000001 | -$0.00000001
        -0.25      | -$0.25     | -$0.25
        1234567.891 | $1,234,567.89 | $1,234,567.891
        92233720368.54775807 | $92,233,720,368.55 | $92,233,720,368.54775807
        """, given: 1, cells => [MoneyFormat.Text(Cells.Usd(cells[0]), Books.Kunavo.Display), MoneyFormat.Exact(Cells.Usd(cells[0]), Books.Kunavo.Display)]);
}
