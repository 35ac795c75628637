using System.Runtime.InteropServices;
using Orchestrator.Cli.Postgres;

namespace Orchestrator.Cli.Tests.Postgres;

public sealed class NpmBinariesTests
{
    [Theory]
    [InlineData("linux", Architecture.X64, "linux-x64")]
    [InlineData("linux", Architecture.Arm64, "linux-arm64")]
    [InlineData("linux", Architecture.Arm, "linux-arm")]
    [InlineData("linux", Architecture.X86, "linux-ia32")]
    [InlineData("linux", Architecture.Ppc64le, "linux-ppc64")]
    [InlineData("darwin", Architecture.Arm64, "darwin-arm64")]
    [InlineData("windows", Architecture.Arm64, "windows-x64")]
    public void Platform_Machine_NamesItsPackage(string system, Architecture architecture, string expected) =>
        Assert.Equal(expected, NpmBinaries.Platform(system, architecture));

    [Fact]
    public void Platform_NoPackage_SaysSo() =>
        Assert.Contains("S390x", Assert.Throws<PlatformNotSupportedException>(() => NpmBinaries.Platform("linux", Architecture.S390x)).Message);
}
