using System.Net;
using Microsoft.Extensions.Configuration;
using Orchestrator.Gateway.Functions;
using Orchestrator.Gateway.Hosting;

namespace Orchestrator.Gateway.Tests.Hosting;

public sealed class GatewaySettingsTests
{
    [Fact]
    public void Read_NothingSet_IsLoopbackOn8080And8081()
    {
        GatewaySettings settings = GatewaySettings.Read(Of());
        Assert.Equal((8080, 8081, IPAddress.Loopback, 0), (settings.HttpPort, settings.H2cPort, settings.Bind, settings.CorsOrigins.Count));
        Assert.Equal(new Uri("http://127.0.0.1:7071"), FunctionHostSettings.Read(Of()).Url);
    }

    [Fact]
    public void Read_EverythingSet_IsTaken()
    {
        GatewaySettings settings = GatewaySettings.Read(Of(
            ("ORCHESTRATOR_HTTP_PORT", "1"), ("ORCHESTRATOR_H2C_PORT", "65535"), ("ORCHESTRATOR_BIND", "*"), ("ORCHESTRATOR_CORS_ORIGINS", "https://a, https://b")));
        Assert.Equal((1, 65535, null), (settings.HttpPort, settings.H2cPort, settings.Bind));
        Assert.Equal(["https://a", "https://b"], settings.CorsOrigins);
    }

    [Theory]
    [InlineData("ORCHESTRATOR_HTTP_PORT", "65536")]
    [InlineData("ORCHESTRATOR_H2C_PORT", "http")]
    [InlineData("ORCHESTRATOR_BIND", "everywhere")]
    public void Read_NotWhatItShouldBe_NamesTheSetting(string name, string value) =>
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => GatewaySettings.Read(Of((name, value)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_FunctionsUrlIsNone_NamesTheSetting() => Assert.Contains(
        FunctionHostSettings.UrlName,
        Assert.Throws<InvalidOperationException>(() => FunctionHostSettings.Read(Of((FunctionHostSettings.UrlName, "ftp://x")))).Message,
        StringComparison.Ordinal);

    static IConfiguration Of(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
        .Build();
}
