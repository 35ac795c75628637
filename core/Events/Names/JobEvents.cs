namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>job.*</c> events.</summary>
public static class JobEvents
{
    public const string Created = "job.created";
    public const string Started = "job.started";
    public const string Planned = "job.planned";
    public const string Dispatched = "job.dispatched";
    public const string Sent = "job.sent";
    public const string Progress = "job.progress";
    public const string ReceiptReceived = "job.receipt_received";
    public const string Verified = "job.verified";
    public const string VerificationFailed = "job.verification_failed";
    public const string Completed = "job.completed";
    public const string Failed = "job.failed";
    public const string Cancelled = "job.cancelled";
    public const string ForecastMade = "job.forecast_made";
}
