namespace Orchestrator.Core.Validation;

/// <summary>Collects what is wrong with a request, so that a client learns all of it at once.</summary>
public sealed class Violations
{
    readonly List<FieldViolation> _found = [];

    public IReadOnlyList<FieldViolation> Found => _found;

    /// <inheritdoc cref="FieldViolation"/>
    public void Add(string field, string description) => _found.Add(new FieldViolation(field, description));

    /// <exception cref="InvalidRequestException">Something was added.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new InvalidRequestException([.. _found]);
        }
    }
}
