namespace Portal.Tests.Settling;

/// <summary>One of the flows F1 to F20: what customers, operators, banks and time do, played once over HTTP while webhooks are held back.</summary>
public interface IFlowScenario
{
    /// <summary><c>F1 card top-up</c>.</summary>
    string Name { get; }

    /// <summary>Price book of the portal it is played in.</summary>
    string Book => "kunavo";

    /// <summary>Settings of the portal it is played in.</summary>
    IEnumerable<string> Settings => [];

    Task Play(SettlementHost host);

    /// <summary>Lines that the ledger must hold after all events, as <see cref="LedgerDump"/> writes them.</summary>
    IEnumerable<string> Ends { get; }
}
