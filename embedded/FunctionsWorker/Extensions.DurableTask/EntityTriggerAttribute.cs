using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>On a <see cref="TaskEntityDispatcher"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EntityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The entity's name; null: the function's.</summary>
    public string? EntityName { get; set; }
}
