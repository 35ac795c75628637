using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Processes;
using Orchestrator.Cli.Tests.Support;

namespace Orchestrator.Cli.Tests.Postgres;

public sealed class ServerUserTests
{
    public static TheoryData<string> DropPrograms => [.. PrivilegeDrop.Programs.Where(ProgramFinder.Exists)];

    [Theory, MemberData(nameof(DropPrograms))]
    public async Task Command_ByEachProgram_RunsAsANonRootUserWithItsArgumentsWhole(string program)
    {
        ServerUser user = await ServerUser.FindAsync([program], default);

        ProcessResult id = await user.Command("id", "-un").RunAsync(default);
        ProcessResult echo = await user.Command("printf", "%s|", "it's", "$HOME \"x\"", "").RunAsync(default);

        Assert.NotEqual("root", id.Output.Trim());
        Assert.Equal(user.Name, id.Output.Trim());
        Assert.Equal("it's|$HOME \"x\"||", echo.Output);
    }

    [Fact]
    public async Task FindAsync_NothingToDropWith_RefusesAsRootAlone()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.False((await ServerUser.FindAsync([], default)).IsOther);
            return;
        }

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => ServerUser.FindAsync(["no-such-program"], default));
        Assert.Contains("does not run as root", error.Message);
    }

    [Fact]
    public async Task CanEnterAsync_ClosedFolder_SaysNoToAnotherUser()
    {
        await using var closed = new TempHome(closedToOthers: true);
        await using var open = new TempHome();
        ServerUser user = await ServerUser.FindAsync(default);

        Assert.Equal(!user.IsOther, await user.CanEnterAsync(closed.Path, default));
        Assert.True(await user.CanEnterAsync(open.Path, default));
    }

    [Fact]
    public async Task FindFirstAsync_UnknownNames_TakesTheFirstThatExists() =>
        Assert.Equal("root", (await PasswdEntry.FindFirstAsync(["no-such-user", "root", "nobody"], default))!.Name);
}
