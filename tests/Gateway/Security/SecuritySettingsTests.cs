using Microsoft.Extensions.Configuration;
using Orchestrator.Gateway.Hosting;
using Orchestrator.Gateway.Security;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class SecuritySettingsTests
{
    const string Authority = "https://login.example/tenant/v2.0";

    [Fact]
    public void Read_NothingSet_AsksNobodyOnLoopback()
    {
        SecuritySettings settings = Read();
        Assert.Equal((true, false, false, 6000), (settings.AsksNobody, settings.TakesKeys, settings.OpenToOthers, settings.RequestsPerMinute));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("10.1.2.3")]
    public void Read_NobodyIsAskedBeyondLoopback_IsRefusedWithTheWayOut(string bind)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Read(("ORCHESTRATOR_BIND", bind)));
        Assert.Contains("ORCHESTRATOR_AUTH", error.Message, StringComparison.Ordinal);
        Assert.Contains("ORCHESTRATOR_AUTH_NONE_BEYOND_LOOPBACK", error.Message, StringComparison.Ordinal);
        Assert.True(Read(("ORCHESTRATOR_BIND", bind), ("ORCHESTRATOR_AUTH_NONE_BEYOND_LOOPBACK", "true")).OpenToOthers);
        Assert.False(Read(("ORCHESTRATOR_BIND", bind), ("ORCHESTRATOR_AUTH", "api-key")).OpenToOthers);
    }

    [Fact]
    public void Read_NobodyIsAskedAndKestrelHasOtherEndpoints_IsRefused() => Assert.Throws<InvalidOperationException>(() =>
        Read(("Kestrel:Endpoints:Other:Url", "http://*:9000")));

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    [InlineData("localhost")]
    public void Read_NobodyIsAskedOnAnyLoopbackAddress_IsAllowed(string bind) => Assert.False(Read(("ORCHESTRATOR_BIND", bind)).OpenToOthers);

    [Fact]
    public void Read_KeysAndTokens_TakesBoth()
    {
        SecuritySettings settings = Read(
            ("ORCHESTRATOR_AUTH", "api-key, jwt"), ("ORCHESTRATOR_BIND", "*"),
            ("ORCHESTRATOR_JWT_AUTHORITY", Authority), ("ORCHESTRATOR_JWT_AUDIENCE", "api://a, b"), ("ORCHESTRATOR_JWT_NAMESPACE_CLAIM", "ns"));
        Assert.Equal((false, true), (settings.AsksNobody, settings.TakesKeys));
        Assert.Equal(["api://a", "b"], settings.Tokens!.Audiences);
        Assert.Equal((new Uri(Authority), "ns"), (settings.Tokens.Authority, settings.Tokens.NamespaceClaim));
    }

    [Theory]
    [InlineData("ORCHESTRATOR_AUTH", "apikey")]
    [InlineData("ORCHESTRATOR_AUTH", "none,api-key")]
    [InlineData("ORCHESTRATOR_AUTH", ",")]
    [InlineData("ORCHESTRATOR_REQUESTS_PER_MINUTE", "-1")]
    [InlineData("ORCHESTRATOR_JWT_AUTHORITY", "http://login.example")]
    [InlineData("ORCHESTRATOR_JWT_AUTHORITY", "")]
    [InlineData("ORCHESTRATOR_JWT_AUDIENCE", "")]
    public void Read_NotWhatItShouldBe_NamesTheSetting(string name, string value)
    {
        (string, string)[] tokens =
            [("ORCHESTRATOR_AUTH", "jwt"), ("ORCHESTRATOR_JWT_AUTHORITY", Authority), ("ORCHESTRATOR_JWT_AUDIENCE", "a")];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Read([.. tokens, (name, value)]));
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/16, 192.168.0.1", 1, 1)]
    [InlineData("*", 0, 0)]
    public void TrustedProxies_Set_AreTheOnlyOnes(string value, int networks, int addresses)
    {
        var options = TrustedProxies.Read(Of((TrustedProxies.SettingName, value)))!;
        Assert.Equal((networks, addresses), (options.KnownIPNetworks.Count, options.KnownProxies.Count));
    }

    [Theory]
    [InlineData("ingress")]
    [InlineData("*, 10.0.0.1")]
    public void TrustedProxies_NotWhatItShouldBe_NamesTheSetting(string value) => Assert.Contains(
        TrustedProxies.SettingName,
        Assert.Throws<InvalidOperationException>(() => TrustedProxies.Read(Of((TrustedProxies.SettingName, value)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void TrustedProxies_Unset_AreNone() => Assert.Null(TrustedProxies.Read(Of()));

    static SecuritySettings Read(params (string Name, string Value)[] settings)
    {
        IConfiguration configuration = Of(settings);
        return SecuritySettings.Read(configuration, GatewaySettings.Read(configuration));
    }

    static IConfiguration Of(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach ((string name, string value) in settings)
        {
            configuration[name] = value;
        }

        return configuration;
    }
}
