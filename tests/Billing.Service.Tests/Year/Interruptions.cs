using Billing.Service.Metering;

namespace Billing.Service.Tests.Year;

/// <summary>
/// What comes between asking and being answered: the process dies before or after one of the commits, a commit fails, the
/// answer is lost. Whoever asked asks the same again, with the same key.
/// </summary>
internal sealed class Interruptions(YearWorld world)
{
    // The bank did not answer: whoever asks again finds out.
    private const string NoAnswer = "checking_with_bank";

    public int Repeated { get; private set; }

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="again">Compares the first answer with that of an equal question; null where asking again is another question.</param>
    public async Task<T> Ask<T>(string what, Func<YearHouse, Task<T>> act, Action<T, T>? again = null)
    {
        world.Tell(what);
        var chance = world.Random.Next(1_000);
        if (chance < 4) return await Dying(act, afterCommit: chance < 2, world.Random.Next(1, 4));
        if (chance < 10) return await FailingCommit(act, world.Random.Next(1, 3));
        var answer = await act(world.House);
        if (again is null || chance >= 80) return answer;
        world.Tell("  … and again");
        Repeated++;
        again(answer, await act(world.House));
        return answer;
    }

    /// <summary>As <see cref="Ask{T}"/>, for a command with a key: what was accepted is answered again.</summary>
    public Task<Outcome<T>> Command<T>(string what, Func<YearHouse, Task<Outcome<T>>> act) => Ask(what, act, (first, second) =>
        YearWorld.Must(
            !first.IsAccepted || second.Refusal?.Code == NoAnswer || (second.IsAccepted && Equals(first.Value, second.Value)),
            $"{what}: was answered {Said(first)}, and to the same key {Said(second)}"));

    public static string Said<T>(Outcome<T> outcome) => outcome.Refusal?.Code ?? $"{outcome.Value}";

    private async Task<T> Dying<T>(Func<YearHouse, Task<T>> act, bool afterCommit, int commit)
    {
        var left = commit;
        void Die()
        {
            // Once dead it writes nothing any more, whoever still asks.
            if (--left <= 0) throw new InvalidOperationException("The process is gone");
        }

        var writer = world.House.Ledger.Writer;
        if (afterCommit)
        {
            writer.AfterCommit = Die;
            writer.BeforeCommit = () => { if (left <= 0) Die(); };
        }
        else
        {
            writer.BeforeCommit = Die;
        }

        try
        {
            var answer = await act(world.House);
            if (left > 0)
            {
                (writer.BeforeCommit, writer.AfterCommit) = (null, null);
                return answer;
            }
        }
        catch (LedgerUnavailableException)
        {
            // The caller does not know what has been done.
        }

        world.House.Restart();
        world.Tell($"  … died {(afterCommit ? "after" : "before")} commit {commit}, and again");
        if (world.Chance(50)) world.MoveTo(world.Now.Plus(TimeSpan.FromSeconds(world.Random.Next(1, 900))));
        return await act(world.House);
    }

    private async Task<T> FailingCommit<T>(Func<YearHouse, Task<T>> act, int commit)
    {
        var left = commit;
        var writer = world.House.Ledger.Writer;
        writer.BeforeCommit = () =>
        {
            if (--left == 0) throw new IOException("The disk is full");
        };
        try
        {
            return await act(world.House);
        }
        catch (LedgerUnavailableException)
        {
            world.Tell($"  … commit {commit} failed, and again");
        }
        finally
        {
            writer.BeforeCommit = null;
        }

        return await act(world.House);
    }
}
