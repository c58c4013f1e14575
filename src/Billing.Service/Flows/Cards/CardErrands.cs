using Billing.Units;

namespace Billing.Service.Flows.Cards;

/// <summary>What is to be done at the provider once our rows have changed.</summary>
/// <param name="TellDefault">Another card is charged from now on.</param>
/// <param name="OffFile">Cards to take off file.</param>
/// <param name="Check">A check to carry out; null for none.</param>
public sealed record CardErrand(int Account, bool TellDefault, IReadOnlyList<string> OffFile, PaymentId? Check);

/// <summary>
/// Carries errands out after the commit. Checks and cards that are to go are found again by the janitor, so a lost answer
/// loses none of them; all of it may be done twice.
/// </summary>
public sealed class CardErrands(TellDefaultCard tell, DetachCard detach, CheckCard check)
{
    /// <returns>Why the provider does not know the default yet; null where it does.</returns>
    public async Task<Refusal?> Run(CardErrand errand, CancellationToken cancel)
    {
        if (errand.Check is { } due) await check.Run(due, cancel);
        var open = errand.TellDefault ? await tell.Run(errand.Account, cancel) : null;
        foreach (var gone in errand.OffFile) await detach.Run(gone, cancel);
        return open;
    }
}
