using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Wording;
using Option = System.CommandLine.Option;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary>What a new task does: exactly one of the work options, with its details.</summary>
internal sealed class TaskWorkOptions
{
    readonly Option<string> _prompt = new("--prompt") { Description = "llm.complete: one prompt, one completion." };
    readonly Option<string> _system = new("--system-prompt") { Description = "With --prompt." };
    readonly Option<string> _model = new("--model") { Description = "With --prompt. Default: the worker's." };
    readonly Option<double?> _temperature = new("--temperature") { Description = "With --prompt: 0 to 2." };
    readonly Option<int?> _maxOutputTokens = new("--max-output-tokens") { Description = "With --prompt." };
    readonly Option<string> _echo = new("--echo") { Description = "debug.echo: returns the message." };
    readonly Option<string> _delay = new("--delay") { Description = "With --echo: wait this long inside the attempt, e.g. 2s." };
    readonly Option<int> _failing = new("--failing-attempts") { Description = "With --echo: the first so many attempts fail." };
    readonly Option<string> _sleep = new("--sleep") { Description = "sleep: a durable timer, e.g. 90s or 1d." };
    readonly Option<double[]> _sum = new("--sum") { Description = "sum: numbers to add.", AllowMultipleArgumentsPerToken = true };
    readonly Option<string> _fileHash = new("--file-hash") { Description = "file_hash: a file below the worker's file folder." };
    readonly Option<string> _handler = new("--handler") { Description = "Any registered handler by name, with --parameters." };
    readonly Option<string> _parameters = new("--parameters") { Description = "With --handler: a JSON object." };

    public void AddTo(Command command)
    {
        Option[] work = [_prompt, _echo, _sleep, _sum, _fileHash, _handler];
        foreach (Option option in (Option[])[.. work, _system, _model, _temperature, _maxOutputTokens, _delay, _failing, _parameters])
            command.Add(option);
        _sleep.Validators.Add(Checked(DurationText.Parse));
        _delay.Validators.Add(Checked(DurationText.Parse));
        _parameters.Validators.Add(Checked(JsonText.ParseObject));
        command.Validators.Add(result =>
        {
            int given = work.Count(option => option != _prompt && result.GetResult(option) is not null);
            bool prompt = result.GetResult(_prompt) is not null;
            // A custom llm.* handler takes its prompt beside --handler.
            if (given + (prompt ? 1 : 0) != 1 && !(prompt && given == 1 && result.GetResult(_handler) is not null))
                result.AddError($"Say what the task does with one of {string.Join(", ", work.Select(option => option.Name))}.");
            // A custom handler takes all but its prompt in --parameters.
            bool llm = result.GetResult(_handler) is null;
            foreach (Option option in (Option[])[_system, _model, _temperature, _maxOutputTokens])
                Require(result, option, _prompt, allowed: llm);
            Require(result, _delay, _echo);
            Require(result, _failing, _echo);
            Require(result, _parameters, _handler);
        });
    }

    public V1.TaskWork Read(ParseResult result)
    {
        if (result.GetValue(_handler) is { } handler)
        {
            return new V1.TaskWork
            {
                Custom = new V1.CustomWork
                {
                    Handler = handler,
                    Parameters = result.GetValue(_parameters) is { } json ? JsonText.ParseObject(json) : new Struct(),
                    Prompt = result.GetValue(_prompt) ?? "",
                },
            };
        }

        if (result.GetValue(_prompt) is { } prompt)
            return new V1.TaskWork { Llm = ReadLlm(result, prompt) };
        if (result.GetValue(_echo) is { } message)
            return new V1.TaskWork { Echo = ReadEcho(result, message) };
        if (result.GetValue(_sleep) is { } duration)
            return new V1.TaskWork { Sleep = new V1.SleepWork { Duration = Duration.FromTimeSpan(DurationText.Parse(duration)) } };
        if (result.GetValue(_fileHash) is { } path)
            return new V1.TaskWork { FileHash = new V1.FileHashWork { Path = path } };
        return new V1.TaskWork { Sum = new V1.SumWork { Values = { result.GetValue(_sum) ?? [] } } };
    }

    // An option that nothing reads is a mistake that would otherwise show much later.
    static void Require(CommandResult result, Option option, Option main, bool allowed = true)
    {
        if (result.GetResult(option) is { Implicit: false } && (!allowed || result.GetResult(main) is null))
            result.AddError($"{option.Name} goes with {main.Name}{(allowed ? "" : ", not with --handler: use --parameters")}.");
    }

    V1.LlmWork ReadLlm(ParseResult result, string prompt)
    {
        var work = new V1.LlmWork
        {
            Prompt = prompt,
            SystemPrompt = result.GetValue(_system) ?? "",
            Model = result.GetValue(_model) ?? "",
        };
        if (result.GetValue(_temperature) is { } temperature)
            work.Temperature = temperature;
        if (result.GetValue(_maxOutputTokens) is { } tokens)
            work.MaxOutputTokens = tokens;
        return work;
    }

    V1.EchoWork ReadEcho(ParseResult result, string message)
    {
        var work = new V1.EchoWork { Message = message, FailingAttempts = result.GetValue(_failing) };
        if (result.GetValue(_delay) is { } delay)
            work.Delay = Duration.FromTimeSpan(DurationText.Parse(delay));
        return work;
    }

    static Action<OptionResult> Checked<T>(Func<string, T> parse) => option =>
    {
        try
        {
            parse(option.GetValueOrDefault<string>() ?? "");
        }
        catch (FormatException error)
        {
            option.AddError($"{option.Option.Name}: {error.Message}");
        }
    };
}
