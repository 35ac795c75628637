using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>
/// What a handler reads from <c>tasks.task_parameters</c>: snake_case names, durations as seconds in fields that end in
/// <c>_seconds</c>. See <see cref="ParametersJson"/>.
/// </summary>
public interface ITaskParameters
{
    /// <returns>One violation for each field out of its limits, named as in the JSON; none when the handler can run.</returns>
    IEnumerable<FieldViolation> Validate();
}
