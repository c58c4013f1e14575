using Billing.PriceBooks;
using Billing.Units;

namespace Billing.Service.Flows.Messages;

/// <summary>Amounts in the sentences of mails and diaries: a wallet's credits as its book shows them, money by its own sign.</summary>
internal static class SaidAmount
{
    public static string Of(PriceBook book, Amount amount) => MoneyFormat.Text(amount, amount.Asset == book.Wallet.Unit ? Wallet(book, amount) : Money(amount.Asset));

    // Credits are counted whole wherever they come whole.
    private static DisplayRule Wallet(PriceBook book, Amount amount) =>
        amount.Asset.IsMoney || amount.Units % Asset.UnitsPerWhole != 0 ? book.Display : book.Display with { Decimals = 0 };

    private static DisplayRule Money(Asset currency) => currency.Code switch
    {
        "USD" => Usual("$", first: true),
        "EUR" => Usual("€", first: true),
        var code => Usual(code, first: false),
    };

    private static DisplayRule Usual(string symbol, bool first) => new(symbol, first, 2, 6, Asset.UnitsPerWhole / 100);
}
