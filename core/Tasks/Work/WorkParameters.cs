using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Built-in work to and from <c>tasks.task_parameters</c>: the names of the proto's fields, empty ones left out.</summary>
public static class WorkParameters
{
    public static JsonObject Write(BuiltInWork work) => work switch
    {
        BuiltInWork.Llm llm => Of(
            (LlmParameters.SystemPrompt, Text(llm.SystemPrompt)),
            (LlmParameters.Model, Text(llm.Model)),
            (LlmParameters.Temperature, llm.Temperature),
            (LlmParameters.MaxOutputTokens, llm.MaxOutputTokens)),
        BuiltInWork.Echo echo => Of(
            (EchoParameters.Message, echo.Message),
            (EchoParameters.Delay, echo.Delay is { } delay && delay != TimeSpan.Zero ? DurationText.Write(delay) : null),
            (EchoParameters.FailingAttempts, echo.FailingAttempts == 0 ? null : echo.FailingAttempts)),
        BuiltInWork.Sleep sleep => Of((SleepParameters.Duration, DurationText.Write(sleep.Duration.GetValueOrDefault()))),
        BuiltInWork.Sum sum => Of((SumParameters.Values, new JsonArray([.. sum.Values.Select(v => JsonValue.Create(v))]))),
        BuiltInWork.FileHash fileHash => Of(
            (FileHashParameters.Path, fileHash.Path),
            (FileHashParameters.Algorithm, fileHash.Algorithm.Length == 0 ? FileHashParameters.Sha256 : fileHash.Algorithm)),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "a built-in handler without parameters"),
    };

    /// <summary>Reads what <see cref="Write"/> writes, from anybody's JSON: wrong types and unknown names are violations.</summary>
    /// <returns>The work as far as it could be read; null when no built-in handler has that name.</returns>
    public static BuiltInWork? Read(Violations violations, WorkFields fields, string handler, JsonObject parameters, string prompt)
    {
        var reader = new ParameterReader(violations, fields.Parameters, parameters);
        BuiltInWork? work = handler switch
        {
            HandlerNames.LlmComplete => new BuiltInWork.Llm(
                prompt,
                reader.Text(LlmParameters.SystemPrompt),
                reader.Text(LlmParameters.Model),
                reader.Number(LlmParameters.Temperature),
                reader.Integer(LlmParameters.MaxOutputTokens)),
            HandlerNames.DebugEcho => new BuiltInWork.Echo(
                reader.Text(EchoParameters.Message),
                reader.Duration(EchoParameters.Delay),
                reader.Integer(EchoParameters.FailingAttempts) ?? 0),
            HandlerNames.Sleep => new BuiltInWork.Sleep(reader.Duration(SleepParameters.Duration)),
            HandlerNames.Sum => new BuiltInWork.Sum(reader.Numbers(SumParameters.Values)),
            HandlerNames.FileHash => new BuiltInWork.FileHash(
                reader.Text(FileHashParameters.Path), reader.Text(FileHashParameters.Algorithm)),
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
