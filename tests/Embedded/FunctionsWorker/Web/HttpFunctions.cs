using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Orchestrator.Embedded.FunctionsWorker.Tests.Web;

public sealed record Order(string Item, int Count);

public sealed class HttpFunctions(HttpFunctions.ScopeMarker scope)
{
    public sealed class ScopeMarker : IDisposable
    {
        static int s_disposed;

        public static int Disposed => s_disposed;

        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => Interlocked.Increment(ref s_disposed);
    }

    [Function("ByName")]
    public static IActionResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        => new OkObjectResult(new { request.Method, Path = request.Path.Value });

    [Function("Item")]
    public static IResult Item(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{category:alpha}/{id:guid}")] HttpRequest request,
        string category, Guid id, int? page, bool verbose = false)
        => Results.Json(new { category, id, page, verbose });

    [Function("Rest")]
    public static string Rest([HttpTrigger(AuthorizationLevel.Anonymous, Route = "rest/{*path}")] HttpContext http, string? path)
        => $"{http.Request.Method} {path}";

    [Function("Create")]
    public static Task<Order> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] Order order)
        => Task.FromResult(order with { Count = order.Count + 1 });

    [Function("Update")]
    public static ValueTask<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "orders/{id:int}")] HttpRequest request, int id,
        [Microsoft.Azure.Functions.Worker.Http.FromBody] Order order)
        => new(new AcceptedResult($"/orders/{id}", order));

    [Function("Nothing")]
    public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "nothing")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    [Function("Throws")]
    public static IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws")] HttpRequest request)
        => throw new InvalidOperationException("secret detail");

    [Function("Classic")]
    public static async Task<HttpResponseData> Classic(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "classic")] HttpRequestData request, CancellationToken cancellationToken)
    {
        Order? order = await request.ReadFromJsonAsync<Order>(cancellationToken);
        HttpResponseData response = request.CreateResponse(System.Net.HttpStatusCode.Created);
        response.Headers.Add("x-query", request.Query["q"]);
        response.Cookies.Append("seen", "yes");
        await response.WriteAsJsonAsync(order, cancellationToken);
        return response;
    }

    [Function("Context")]
    public IActionResult Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context")] HttpRequest request, FunctionContext context)
        => new OkObjectResult(new
        {
            name = context.FunctionDefinition.Name,
            invocation = context.InvocationId,
            sameScope = ReferenceEquals(scope, context.InstanceServices.GetService(typeof(ScopeMarker))),
            sameHttp = ReferenceEquals(context.GetHttpContext(), request.HttpContext),
            binding = context.FunctionDefinition.InputBindings["request"].Type,
            scope = scope.Id,
            item = context.Items.TryGetValue("fromMiddleware", out object? value) ? value : null,
        });

    [Function("Slow")]
    public static async Task<string> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "never";
    }
}
