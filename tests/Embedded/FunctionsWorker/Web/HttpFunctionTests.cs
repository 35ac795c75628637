using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Embedded.FunctionsWorker.Tests.Support;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Web;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    WorkerApp _app = null!;

    public async Task InitializeAsync() => _app = await WorkerApp.StartAsync([typeof(HttpFunctions)], builder =>
    {
        builder.Services.AddScoped<HttpFunctions.ScopeMarker>();
        builder.UseMiddleware((context, next) =>
        {
            context.Items["fromMiddleware"] = context.FunctionDefinition.Name;
            return next();
        });
    }, """{ "functionTimeout": "00:00:02" }""");

    public Task DisposeAsync() => _app.DisposeAsync().AsTask();

    [Fact]
    public async Task Route_NotGiven_IsTheFunctionsName()
    {
        JsonElement answer = await _app.Client.GetFromJsonAsync<JsonElement>("/api/byname");
        Assert.Equal("GET", answer.GetProperty("method").GetString());
        Assert.Equal("/api/byname", answer.GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("/api/items/books/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11", HttpStatusCode.OK)]
    [InlineData("/api/items/books/not-a-guid", HttpStatusCode.NotFound)]
    [InlineData("/api/items/b00ks/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11", HttpStatusCode.NotFound)]
    [InlineData("/items/books/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11", HttpStatusCode.NotFound)]
    public async Task Route_WithConstraints_MatchesOnlyWhatFits(string path, HttpStatusCode expected)
        => Assert.Equal(expected, (await _app.Client.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Parameters_FromRouteAndQuery_AreConverted()
    {
        string answer = await _app.Client.GetStringAsync("/api/items/books/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11?page=3&verbose=true");
        Assert.Equal("""{"category":"books","id":"7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11","page":3,"verbose":true}""", answer);
    }

    [Fact]
    public async Task Parameters_Absent_TakeNullOrTheirDefault()
    {
        string answer = await _app.Client.GetStringAsync("/api/items/books/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11");
        Assert.EndsWith("""page":null,"verbose":false}""", answer);
    }

    [Fact]
    public async Task Parameter_NotConvertible_Gives400NamingIt()
    {
        HttpResponseMessage response = await _app.Client.GetAsync("/api/items/books/7c5ae6f0-3bb4-4c53-9d6c-1d0e8f6d0d11?page=three");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("page: 'three' is not a valid Int32.", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Methods_NotGiven_AllowsEvery(string method)
    {
        HttpResponseMessage response = await _app.Client.SendAsync(new(new HttpMethod(method), "/api/rest/a/b"));
        Assert.Equal($"{method} a/b", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Methods_Given_RefuseOthers()
        => Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _app.Client.PostAsync("/api/byname", null)).StatusCode);

    [Fact]
    public async Task Body_BoundToTheTrigger_IsReadAsJsonAndPocoIsWritten()
    {
        HttpResponseMessage response = await _app.Client.PostAsync("/api/orders", Json("""{"ITEM":"pen","count":2}"""));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"item":"pen","count":3}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_WithFromBody_IsReadBesideRouteValues()
    {
        HttpResponseMessage response = await _app.Client.PutAsync("/api/orders/12", Json("""{"item":"pen","count":2}"""));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("/orders/12", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("{\"item\":")]
    [InlineData("{\"count\":\"many\"}")]
    [InlineData("null")]
    public async Task Body_NotFitting_Gives400NamingTheParameter(string body)
    {
        HttpResponseMessage response = await _app.Client.PostAsync("/api/orders", Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("order: ", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Result_None_LeavesTheResponseAsTheFunctionLeftIt()
        => Assert.Equal(HttpStatusCode.NoContent, (await _app.Client.PostAsync("/api/nothing", null)).StatusCode);

    [Fact]
    public async Task Failure_Gives500WithoutDetails()
    {
        HttpResponseMessage response = await _app.Client.GetAsync("/api/throws");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HttpResponseData_Returned_IsSentWithStatusHeadersAndCookies()
    {
        HttpResponseMessage response = await _app.Client.PostAsync("/api/classic?q=x%20y", Json("""{"item":"pen","count":2}"""));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("x y", response.Headers.GetValues("x-query").Single());
        Assert.Contains("seen=yes", response.Headers.GetValues("Set-Cookie").Single());
        Assert.Equal("""{"Item":"pen","Count":2}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Instance_PerInvocation_HasAScopeOfItsOwnThatEnds()
    {
        JsonElement first = await _app.Client.GetFromJsonAsync<JsonElement>("/api/context");
        JsonElement second = await _app.Client.GetFromJsonAsync<JsonElement>("/api/context");
        Assert.Equal("Context", first.GetProperty("name").GetString());
        Assert.True(first.GetProperty("sameScope").GetBoolean());
        Assert.True(first.GetProperty("sameHttp").GetBoolean());
        Assert.Equal("httpTrigger", first.GetProperty("binding").GetString());
        Assert.Equal("Context", first.GetProperty("item").GetString());
        Assert.NotEqual(first.GetProperty("scope").GetString(), second.GetProperty("scope").GetString());
        Assert.NotEqual(first.GetProperty("invocation").GetString(), second.GetProperty("invocation").GetString());
        await Eventually.TrueAsync(() => Task.FromResult(HttpFunctions.ScopeMarker.Disposed >= 2), "two scopes end");
    }

    [Fact]
    public async Task FunctionTimeout_Passed_CancelsAndGives500()
        => Assert.Equal(HttpStatusCode.InternalServerError, (await _app.Client.GetAsync("/api/slow")).StatusCode);

    [Fact]
    public async Task Start_ListsFunctionsWithRoutes()
    {
        await Eventually.TrueAsync(() => Task.FromResult(_app.Output.ToString().Contains("Update:")), "the list is printed");
        Assert.Contains($"ByName: [GET] {_app.Client.BaseAddress}api/ByName", _app.Output.ToString());
        Assert.Contains($"Rest: [ANY] {_app.Client.BaseAddress}api/rest/{{*path}}", _app.Output.ToString());
    }

    [Fact]
    public async Task Ping_Answers()
        => Assert.Equal(HttpStatusCode.OK, (await _app.Client.GetAsync("/admin/host/ping")).StatusCode);

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
