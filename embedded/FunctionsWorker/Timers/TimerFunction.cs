using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>A timer function with its schedule resolved.</summary>
sealed record TimerFunction(FunctionDescriptor Function, TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor)
{
    /// <exception cref="FunctionDeclarationException">A schedule is not valid, or names a setting that is not set.</exception>
    public static IReadOnlyList<TimerFunction> From(FunctionCatalog catalog, IConfiguration configuration)
    {
        List<TimerFunction> timers = [];
        List<string> faults = [];
        foreach (FunctionDescriptor function in catalog.Of(TriggerKind.Timer))
        {
            TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Trigger;
            string where = $"{function.Definition.EntryPoint} (function '{function.Name}')";
            try
            {
                string schedule = SettingExpression.Resolve(trigger.Schedule, configuration, where);
                timers.Add(new(function, TimerSchedule.Parse(schedule), trigger.RunOnStartup, trigger.UseMonitor));
            }
            catch (FormatException e)
            {
                faults.Add($"{where}: schedule {e.Message}");
            }
            catch (InvalidOperationException e)
            {
                faults.Add(e.Message);
            }
        }
        return faults.Count > 0 ? throw new FunctionDeclarationException(faults) : timers;
    }
}
