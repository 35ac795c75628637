using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>Serialized at each change, so that what counts is what was set, and an operation can be taken back.</summary>
internal sealed class RuntimeEntityState(string? serialized, DataConverter converter) : TaskEntityState
{
    string? _kept = serialized;
    object? _object;

    public string? Serialized { get; private set; } = serialized;

    public override bool HasState => Serialized is not null;

    /// <returns>The object that was set or read last, where it is exactly of the type; else one made from the serialized state.</returns>
    public override object? GetState(Type type)
    {
        if (_object?.GetType() != type) _object = converter.Deserialize(Serialized, type);
        return _object;
    }

    public override void SetState(object? state)
    {
        Serialized = converter.Serialize(state);
        _object = state;
    }

    public void Keep() => _kept = Serialized;

    public void TakeBack()
    {
        Serialized = _kept;
        // It may have been changed before the operation failed.
        _object = null;
    }
}
