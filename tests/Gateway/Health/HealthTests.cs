using System.Net;
using System.Text.Json;
using Npgsql;
using Orchestrator.Gateway.Tests.Hosting;

namespace Orchestrator.Gateway.Tests.Health;

public sealed class HealthTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task Live_Always_IsOk()
    {
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(gateway.Http, "health/live"))).StatusCode);
    }

    [Fact]
    public async Task Ready_AllWell_IsOkOnBothPorts()
    {
        (HttpStatusCode status, JsonElement body) = await ReadyAsync(gateway.Http);
        Assert.Equal((HttpStatusCode.OK, "ok", "reachable"), (status, body.GetProperty("database").GetString(), body.GetProperty("functions").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(gateway.H2c, HttpVersion.Version20)).Status);
    }

    [Fact]
    public async Task Ready_FunctionHostDown_IsOkAndSaysSo()
    {
        gateway.Functions.Answer = 503;
        (HttpStatusCode status, JsonElement body) = await ReadyAsync(gateway.Http);
        gateway.Functions.Answer = 202;
        Assert.Equal((HttpStatusCode.OK, "answers HTTP 503"), (status, body.GetProperty("functions").GetString()));
    }

    [Fact]
    public async Task Ready_AnotherSchema_IsUnavailableAndSaysWhy()
    {
        await using GatewayHost own = await GatewayHost.StartAsync();
        // Renamed, not dropped: that would take a lock on each table, against the gateway's own statements.
        await using (NpgsqlCommand command = own.Database.DataSource.CreateCommand("ALTER SCHEMA orchestrator RENAME TO elsewhere"))
        {
            await command.ExecuteNonQueryAsync();
        }

        (HttpStatusCode status, JsonElement body) = await ReadyAsync(own.Http);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("migrate", body.GetProperty("database").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_FromAListedPage_AllowsTheCallAndShowsTheStatus()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Http, "orchestrator.v1.TaskService/GetTask"));
        request.Headers.Add("Origin", "https://page.example");
        request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal("https://page.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("grpc-status-details-bin", string.Join(',', response.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    static async Task<(HttpStatusCode Status, JsonElement Body)> ReadyAsync(Uri address, Version? version = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "health/ready"))
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage response = await http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
