namespace Portal.Tests.Settling;

/// <summary>Every flow that is played: the classes of this assembly that say they are one.</summary>
internal static class FlowScenarios
{
    private static readonly Dictionary<string, IFlowScenario> All = typeof(IFlowScenario).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IFlowScenario)) && type is { IsInterface: false, IsAbstract: false })
        .Select(type => (IFlowScenario)Activator.CreateInstance(type)!).ToDictionary(scenario => scenario.Name);

    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    public static IFlowScenario Named(string name) => All[name];
}
