using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>What the application puts around its functions, outermost first.</summary>
sealed class FunctionMiddleware
{
    readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => _middleware.Add(middleware);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function)
        => _middleware.AsEnumerable().Reverse().Aggregate(function, (next, middleware) => middleware(next));
}
