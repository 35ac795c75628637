using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>The operations of one batch, one after the other: each sees the state that the one before left.</summary>
internal sealed class RuntimeEntityOperation : TaskEntityOperation
{
    readonly DataConverter _converter;
    readonly RuntimeEntityState _state;
    readonly RuntimeEntityContext _context;
    OperationRequest? _request;

    public RuntimeEntityOperation(EntityInstanceId id, string? state, DataConverter converter, RuntimeEnvironment environment)
    {
        _converter = converter;
        _state = new RuntimeEntityState(state, converter);
        _context = new RuntimeEntityContext(id, converter, environment);
    }

    public override string Name => _request!.Operation;

    public override TaskEntityContext Context => _context;

    public override TaskEntityState State => _state;

    public override bool HasInput => _request!.Input is not null;

    public string? SerializedState => _state.Serialized;

    /// <summary>Of the operations that were kept.</summary>
    public IReadOnlyList<Message> Effects => _context.Effects;

    public override object? GetInput(Type inputType) => _converter.Deserialize(_request!.Input, inputType);

    public void Begin(OperationRequest request) => _request = request;

    public void Keep()
    {
        _state.Keep();
        _context.Keep();
    }

    public void TakeBack()
    {
        _state.TakeBack();
        _context.TakeBack();
    }
}
