using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>One invocation. Its service scope is made when it is first asked for.</summary>
sealed class EmbeddedFunctionContext(FunctionDescriptor function, object triggerData, IServiceProvider root, CancellationToken cancellationToken)
    : FunctionContext, IAsyncDisposable
{
    readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    IServiceProvider? _services;
    AsyncServiceScope? _scope;

    public FunctionDescriptor Function { get; } = function;

    /// <summary>What started the function: an <c>HttpContext</c>, a <see cref="TimerInfo"/>, a <see cref="TaskEntityDispatcher"/> or a <see cref="Durable.DurableCall"/>.</summary>
    public object TriggerData { get; } = triggerData;

    /// <summary>What the function returned, or middleware put in its place.</summary>
    public object? Result { get; set; }

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = FrozenDictionary<string, object?>.Empty;

    public override string InvocationId => field ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override TraceContext TraceContext => field ??= new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext => field ??= new Bindings(BindingData);

    public override RetryContext RetryContext { get; } = NoRetry.Instance;

    public override IServiceProvider InstanceServices
    {
        get => _services ??= (_scope = root.CreateAsyncScope()).Value.ServiceProvider;
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => field ??= new InvocationFeatures();

    public override CancellationToken CancellationToken => _cancellation.Token;

    /// <summary>True when who started the function has given it up: the host ends, or the client has gone.</summary>
    public bool IsGivenUp => cancellationToken.IsCancellationRequested;

    public void Cancel() => _cancellation.Cancel();

    public async ValueTask DisposeAsync()
    {
        _cancellation.Dispose();
        if (_scope is { } scope)
            await scope.DisposeAsync();
    }

    sealed class Bindings(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent { get; } = activity?.Id ?? string.Empty;

        public override string TraceState { get; } = activity?.TraceStateString ?? string.Empty;
    }

    sealed class NoRetry : RetryContext
    {
        public static readonly NoRetry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
