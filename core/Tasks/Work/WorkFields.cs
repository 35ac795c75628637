namespace Orchestrator.Core.Tasks.Work;

/// <summary>Where the client wrote a task's work, for errors that name the field.</summary>
/// <param name="Work">E.g. <c>requests[2].work</c>.</param>
/// <param name="Parameters">The parameters' path with its final dot, e.g. <c>work.custom.parameters.</c> or <c>work.llm.</c>.</param>
/// <param name="IsTyped">A message with fields of its own for the parameters; else they are JSON.</param>
public sealed record WorkFields(string Work, string Handler, string Prompt, string Parameters, bool IsTyped)
{
    // Ends the name of a duration in the JSON; the message's field, whose type says the unit, has none.
    const string SecondsSuffix = "_seconds";

    /// <returns>Path of a parameter; a typed message's duration has no unit in its name.</returns>
    public string Of(string parameter) => IsTyped && parameter.EndsWith(SecondsSuffix, StringComparison.Ordinal)
        ? Parameters + parameter[..^SecondsSuffix.Length]
        : Parameters + parameter;

    /// <param name="at">Path before <c>work</c>, with its final dot; empty for none.</param>
    public static WorkFields Of(TaskWork work, string at)
    {
        string field = work switch
        {
            BuiltInWork.Llm => "llm",
            BuiltInWork.Echo => "echo",
            BuiltInWork.Sleep => "sleep",
            BuiltInWork.Sum => "sum",
            BuiltInWork.FileHash => "file_hash",
            _ => "custom",
        };
        string path = $"{at}work.{field}.";
        return work is TaskWork.Custom
            ? new WorkFields($"{at}work", $"{path}handler", $"{path}prompt", $"{path}parameters.", IsTyped: false)
            : new WorkFields($"{at}work", $"{at}work", $"{path}prompt", path, IsTyped: true);
    }
}
