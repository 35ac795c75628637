using System.Text.Json.Nodes;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Checks handlers and their parameters: of tasks that stand alone, and of a chain's nodes.</summary>
/// <param name="isRegistered">Whether some worker has, or lately had, a handler of this name.</param>
public sealed class WorkValidator(Func<string, bool> isRegistered)
{
    /// <param name="handlers">Names of the registered handlers.</param>
    public WorkValidator(IReadOnlyList<string> handlers)
        : this(handlers.Contains)
    {
    }

    /// <param name="hasPlaceholders">Texts may have placeholders: what they stand for is checked when an attempt begins.</param>
    /// <returns>Null when violations were added.</returns>
    public CheckedWork? Check(Violations violations, WorkFields fields, TaskWork work, bool hasPlaceholders)
    {
        int before = violations.Found.Count;
        CheckedWork? read = work is TaskWork.Custom custom
            ? ReadCustom(violations, fields, custom, hasPlaceholders)
            : ReadTyped(violations, fields, (BuiltInWork)work, hasPlaceholders);
        return violations.Found.Count == before ? read : null;
    }

    static CheckedWork ReadTyped(Violations violations, WorkFields fields, BuiltInWork work, bool hasPlaceholders)
    {
        ITaskParameters parameters = work.ToParameters();
        int before = violations.Found.Count;
        Report(violations, fields, parameters.Validate());
        string? prompt = (work as BuiltInWork.Llm)?.Prompt;
        if (prompt is not null)
        {
            TextRules.Check(violations, fields.Prompt, prompt, min: 1);
        }

        // What has violations is not stored, and may be more than JSON can write.
        JsonObject json = violations.Found.Count == before ? ParametersJson.WriteObject(parameters) : [];
        CheckPath(violations, fields, parameters, hasPlaceholders ? OpenParameters.NamesIn(json) : OpenParameters.None);
        return new CheckedWork(work.Handler, prompt, json);
    }

    CheckedWork? ReadCustom(Violations violations, WorkFields fields, TaskWork.Custom work, bool hasPlaceholders)
    {
        if (!isRegistered(work.Handler))
        {
            violations.Add(fields.Handler, ProblemOf(work.Handler));
            return null;
        }

        bool needsPrompt = work.Handler.StartsWith(HandlerNames.LlmPrefix, StringComparison.Ordinal);
        TextRules.Check(violations, fields.Prompt, work.Prompt, min: needsPrompt ? 1 : 0);
        string? prompt = work.Prompt.Length == 0 ? null : work.Prompt;
        if (BuiltInParameters.TypeOf(work.Handler) is not { } type)
        {
            JsonRules.CheckStorable(violations, fields.Parameters.TrimEnd('.'), work.Parameters);
            return new CheckedWork(work.Handler, prompt, work.Parameters);
        }

        if (!needsPrompt && prompt is not null)
        {
            violations.Add(fields.Prompt, $"must be empty: handler {work.Handler} takes none");
        }

        IReadOnlySet<string> open = hasPlaceholders ? OpenParameters.NamesIn(work.Parameters) : OpenParameters.None;
        var found = new Violations();
        ITaskParameters? parameters = OpenParameters.Read(type, work.Parameters, open, found);
        JsonRules.CheckStorable(violations, fields.Parameters.TrimEnd('.'), work.Parameters);
        Report(violations, fields, found.Found);
        CheckPath(violations, fields, parameters, open);
        return parameters is null ? null
            : new CheckedWork(work.Handler, prompt, open.Count > 0 ? work.Parameters : ParametersJson.WriteObject(parameters));
    }

    static string ProblemOf(string handler) =>
        handler.Length == 0 ? "is required: the name of a registered handler"
        : HandlerNames.OfNodes.Contains(handler) ? $"is no registered handler: {handler} is a kind of node in a chain"
        : "is no registered handler";

    static void Report(Violations violations, WorkFields fields, IEnumerable<FieldViolation> found)
    {
        foreach (FieldViolation violation in found)
        {
            violations.Add(fields.Of(violation.Field), violation.Description);
        }
    }

    // The worker's folder holds to the same rule, with an error of its own: a path is judged again where it is opened.
    static void CheckPath(Violations violations, WorkFields fields, ITaskParameters? parameters, IReadOnlySet<string> open)
    {
        const string Path = "path";
        if (parameters is FileHashParameters fileHash && !open.Contains(Path) && !RelativePath.StaysInside(fileHash.Path))
        {
            violations.Add(fields.Of(Path), "must be a relative path that does not leave the worker's file folder");
        }
    }
}
