using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>A message's work to the domain's.</summary>
static class WorkConversions
{
    /// <param name="at">Path of the work with its final dot.</param>
    /// <returns>Null when the client named no handler.</returns>
    public static TaskWork? ToWork(Violations violations, string at, Proto.TaskWork? work) => work?.HandlerCase switch
    {
        Proto.TaskWork.HandlerOneofCase.Llm => new BuiltInWork.Llm(
            work.Llm.Prompt,
            work.Llm.SystemPrompt,
            work.Llm.Model,
            work.Llm.HasTemperature ? work.Llm.Temperature : null,
            work.Llm.HasMaxOutputTokens ? work.Llm.MaxOutputTokens : null),
        Proto.TaskWork.HandlerOneofCase.Echo => new BuiltInWork.Echo(
            work.Echo.Message,
            TimeConversions.ToDuration(violations, $"{at}echo.delay", work.Echo.Delay),
            work.Echo.FailingAttempts),
        Proto.TaskWork.HandlerOneofCase.Sleep => new BuiltInWork.Sleep(
            TimeConversions.ToDuration(violations, $"{at}sleep.duration", work.Sleep.Duration)),
        Proto.TaskWork.HandlerOneofCase.Sum => new BuiltInWork.Sum(work.Sum.Values),
        Proto.TaskWork.HandlerOneofCase.FileHash => new BuiltInWork.FileHash(
            work.FileHash.Path, ToAlgorithm(violations, $"{at}file_hash.algorithm", work.FileHash.Algorithm)),
        Proto.TaskWork.HandlerOneofCase.Custom => new TaskWork.Custom(
            work.Custom.Handler,
            work.Custom.Parameters is { } parameters
                ? StructConversions.ToJson(violations, $"{at}custom.parameters", parameters)
                : [],
            work.Custom.Prompt),
        _ => null,
    };

    static string ToAlgorithm(Violations violations, string field, Proto.HashAlgorithm algorithm)
    {
        switch (algorithm)
        {
            case Proto.HashAlgorithm.Unspecified:
                return "";
            case Proto.HashAlgorithm.Sha256:
                return "sha256";
            case Proto.HashAlgorithm.Sha512:
                return "sha512";
            default:
                violations.Add(field, "must be a known algorithm");
                return "";
        }
    }
}
