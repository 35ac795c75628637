using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>On a <see cref="Microsoft.DurableTask.Client.DurableTaskClient"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The embedded worker serves one hub: null or its own name.</summary>
    public string? TaskHub { get; set; }

    public string? ConnectionName { get; set; }
}
