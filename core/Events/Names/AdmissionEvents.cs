namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>admission.*</c> events.</summary>
public static class AdmissionEvents
{
    public const string RateReserved = "admission.rate_reserved";
    public const string RateSettled = "admission.rate_settled";
    public const string BudgetReserved = "admission.budget_reserved";
    public const string BudgetExceeded = "admission.budget_exceeded";
    public const string BudgetRaised = "admission.budget_raised";
    public const string SlotAcquired = "admission.slot_acquired";
    public const string SlotReleased = "admission.slot_released";
}
