using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>On the activity's input, of any type that its JSON gives, or on a <see cref="FunctionContext"/> where there is no input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name; null: the function's.</summary>
    public string? Activity { get; set; }
}
