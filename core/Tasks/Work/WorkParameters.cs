using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Built-in work to and from <c>tasks.task_parameters</c>: what is empty is left out.</summary>
public static class WorkParameters
{
    public static JsonObject Write(BuiltInWork work) => work switch
    {
        BuiltInWork.Llm llm => Of(
            (ParameterNames.SystemPrompt, Text(llm.SystemPrompt)),
            (ParameterNames.Model, Text(llm.Model)),
            (ParameterNames.Temperature, llm.Temperature),
            (ParameterNames.MaxOutputTokens, llm.MaxOutputTokens)),
        BuiltInWork.Echo echo => Of(
            (ParameterNames.Message, echo.Message),
            (ParameterNames.DelaySeconds, echo.Delay is { } delay && delay != TimeSpan.Zero ? delay.TotalSeconds : null),
            (ParameterNames.FailingAttempts, echo.FailingAttempts == 0 ? null : echo.FailingAttempts)),
        BuiltInWork.Sleep sleep => Of((ParameterNames.DurationSeconds, sleep.Duration.GetValueOrDefault().TotalSeconds)),
        BuiltInWork.Sum sum => Of((ParameterNames.Values, new JsonArray([.. sum.Values.Select(v => JsonValue.Create(v))]))),
        BuiltInWork.FileHash fileHash => Of(
            (ParameterNames.Path, fileHash.Path),
            (ParameterNames.Algorithm, fileHash.Algorithm.Length == 0 ? ParameterNames.Sha256 : fileHash.Algorithm)),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "a built-in handler without parameters"),
    };

    /// <summary>Reads what <see cref="Write"/> writes, from anybody's JSON: wrong types and unknown names are violations.</summary>
    /// <returns>The work as far as it could be read; null when no built-in handler has that name.</returns>
    public static BuiltInWork? Read(Violations violations, WorkFields fields, string handler, JsonObject parameters, string prompt)
    {
        var reader = new ParameterReader(violations, fields, parameters);
        BuiltInWork? work = handler switch
        {
            HandlerNames.LlmComplete => new BuiltInWork.Llm(
                prompt,
                reader.Text(ParameterNames.SystemPrompt),
                reader.Text(ParameterNames.Model),
                reader.Number(ParameterNames.Temperature),
                reader.Integer(ParameterNames.MaxOutputTokens)),
            HandlerNames.DebugEcho => new BuiltInWork.Echo(
                reader.Text(ParameterNames.Message),
                reader.Seconds(ParameterNames.DelaySeconds),
                reader.Integer(ParameterNames.FailingAttempts) ?? 0),
            HandlerNames.Sleep => new BuiltInWork.Sleep(reader.Seconds(ParameterNames.DurationSeconds)),
            HandlerNames.Sum => new BuiltInWork.Sum(reader.Numbers(ParameterNames.Values)),
            HandlerNames.FileHash => new BuiltInWork.FileHash(
                reader.Text(ParameterNames.Path), reader.Text(ParameterNames.Algorithm)),
            _ => null,
        };
        if (work is not null)
        {
            reader.RefuseOthers();
        }

        return work;
    }

    static JsonNode? Text(string text) => text.Length == 0 ? null : text;

    static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> parameters)
    {
        var written = new JsonObject();
        foreach ((string name, JsonNode? value) in parameters)
        {
            if (value is not null)
            {
                written[name] = value;
            }
        }

        return written;
    }
}
