namespace HouseRules.Tests;

/// <summary>
/// A rule of the house with its own proof that it bites: the same check must report every sample in
/// <see cref="Broken"/> and pass every look-alike in <see cref="Kept"/>.
/// </summary>
public interface IHouseRule
{
    /// <summary>The rule, as it is told to whoever broke it.</summary>
    string Sentence { get; }

    IEnumerable<Finding> Check(IReadOnlyList<SourceFile> files);

    /// <summary>Each is a small repository that breaks the rule.</summary>
    IEnumerable<SourceFile[]> Broken { get; }

    /// <summary>Each is a small repository that only looks as if it did.</summary>
    IEnumerable<SourceFile[]> Kept => [];
}
