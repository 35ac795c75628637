using System.Buffers;
using Orchestrator.Core.Validation;

namespace Orchestrator.Functions.Orchestration;

/// <summary>Instance ids as every backend of Durable Functions takes them; <c>@</c> would name an entity.</summary>
static class InstanceIds
{
    const int LengthMax = 100;

    static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");

    /// <returns><paramref name="instanceId"/>.</returns>
    /// <exception cref="InvalidRequestException">It is empty, too long or has other characters.</exception>
    public static string Check(string instanceId) => IsValid(instanceId)
        ? instanceId
        : throw new InvalidRequestException("instanceId", $"must be 1 to {LengthMax} letters, digits, or any of - _ . :");

    /// <summary>Event names follow the same rule.</summary>
    public static bool IsValid(string name) => name.Length is >= 1 and <= LengthMax && !name.AsSpan().ContainsAnyExcept(Allowed);
}
