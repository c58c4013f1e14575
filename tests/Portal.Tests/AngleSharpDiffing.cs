using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Tests;

/// <summary>bUnit asks for a later AngleSharp.Diffing than can be restored; the one beside the test assembly serves.</summary>
internal static class AngleSharpDiffing
{
    [ModuleInitializer]
    internal static void UseTheCopyBesideUs() =>
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "AngleSharp.Diffing"
                ? context.LoadFromAssemblyPath(Path.Combine(
                    Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "AngleSharp.Diffing.dll"))
                : null;
}
