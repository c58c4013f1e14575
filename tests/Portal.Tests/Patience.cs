using System.Runtime.CompilerServices;
using Bunit;

namespace Portal.Tests;

/// <summary>How long a test waits for what a page will show: a machine that is busy is slow, not wrong.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void WaitLonger() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
}
