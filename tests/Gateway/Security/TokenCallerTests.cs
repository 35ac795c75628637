using System.Security.Claims;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Security;
using Orchestrator.Gateway.Security.Tokens;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class TokenCallerTests
{
    [Fact]
    public void Of_NamespaceClaim_BoundsTheRolesThatNameNone()
    {
        Caller caller = TokenCaller.Of(
            Of(("roles", "Orchestrator.Read"), ("roles", "Orchestrator.Operate:b"), ("ns", "a"), ("ns", "c")), "ns");
        Assert.True(caller.Grants.Hold(Permission.Read, "a"));
        Assert.True(caller.Grants.Hold(Permission.Read, "c"));
        Assert.False(caller.Grants.Hold(Permission.Read, "b"));
        Assert.True(caller.Grants.Hold(Permission.Operate, "b"));
        Assert.False(caller.Grants.HoldEverywhere(Permission.Read));
    }

    [Fact]
    public void Of_NamespaceClaimMissing_GivesNothing() =>
        Assert.True(TokenCaller.Of(Of(("roles", "Orchestrator.Read")), "ns").Grants.HoldNowhere(Permission.Read));

    [Theory]
    [InlineData("api:app-1", "appid=app-1 sub=s")]
    [InlineData("api:s", "sub=s")]
    [InlineData("api:client", "idtyp=app azp=client scp=none preferred_username=x")]
    [InlineData("manual:o", "scp=access oid=o")]
    [InlineData("manual:u@x", "scp=access upn=u@x oid=o")]
    public void Of_Claims_NameTheActor(string actor, string claims) => Assert.Equal(
        actor,
        TokenCaller.Of(Of([.. claims.Split(' ').Select(claim => (claim.Split('=')[0], claim.Split('=')[1]))]), namespaceClaim: null).Actor);

    [Fact]
    public void Of_LongName_IsCutToWhatTheColumnTakes() =>
        Assert.Equal(100, TokenCaller.Of(Of(("scp", "a"), ("upn", new string('x', 300))), null).Actor.Length);

    static ClaimsPrincipal Of(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test"));
}
