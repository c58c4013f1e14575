namespace Billing.Service.Tests.Postgres;

/// <summary>A fact that needs PostgreSQL. Without it the test is skipped with this reason, but in CI it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Reason;

    public static bool Skips => PostgresServer.Programs is null && Environment.GetEnvironmentVariable("CI") is not "true";

    internal static string? Reason => Skips ? "PostgreSQL is not installed here (Debian: apt-get install postgresql)" : null;
}

/// <summary>A theory that needs PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresFactAttribute.Reason;
}
