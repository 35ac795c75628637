using Azure.Core;
using Azure.Identity;
using Orchestrator.Tests.Support;

namespace Orchestrator.Platform.Tests;

public sealed class TokenSourceTests
{
    readonly VirtualTimeProvider _time = new();
    int _asked;

    [Fact]
    public async Task GetAsync_WhileTheTokenIsGood_AsksOnce()
    {
        StandInCredential credential = Credential();
        using var source = new TokenSource(credential, "scope/.default", _time);
        Assert.Equal("token-1", await source.GetAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("token-1", await source.GetAsync(CancellationToken.None));
        Assert.Equal(["scope/.default"], credential.Scopes);
    }

    [Fact]
    public async Task GetAsync_ShortBeforeItsEnd_AsksAgain()
    {
        using var source = new TokenSource(Credential(), "s", _time);
        await source.GetAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal("token-2", await source.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task GetAsync_ByMany_AsksOnce()
    {
        using var source = new TokenSource(Credential(), "s", _time);
        string[] tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => source.GetAsync(CancellationToken.None).AsTask())));
        Assert.All(tokens, token => Assert.Equal("token-1", token));
    }

    [Fact]
    public async Task GetAsync_NoNewOneWhileTheOldIsGood_GivesTheOldUntilItRunsOut()
    {
        bool fails = false;
        using var source = new TokenSource(
            new StandInCredential(() => fails ? throw StandInCredential.OutOfOrder : Next()), "s", _time);
        await source.GetAsync(CancellationToken.None);
        fails = true;
        _time.Advance(TimeSpan.FromMinutes(57));
        Assert.Equal("token-1", await source.GetAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(3));
        await Assert.ThrowsAsync<AuthenticationFailedException>(() => source.GetAsync(CancellationToken.None).AsTask());
    }

    StandInCredential Credential() => new(Next);

    AccessToken Next() => new($"token-{Interlocked.Increment(ref _asked)}", _time.GetUtcNow().AddHours(1));
}
