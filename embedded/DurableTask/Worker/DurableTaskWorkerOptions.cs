using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Worker;

public class DurableTaskWorkerOptions
{
    DataConverter? _dataConverter;

    public enum VersionMatchStrategy
    {
        /// <summary>Any instance runs here.</summary>
        None = 0,

        /// <summary>Only instances of exactly this worker's version.</summary>
        Strict = 1,

        /// <summary>Instances of this worker's version and of older ones.</summary>
        CurrentOrOlder = 2,
    }

    public enum VersionFailureStrategy
    {
        /// <summary>An instance that does not match waits until a worker that it matches owns its partition.</summary>
        Reject = 0,

        /// <summary>An instance that does not match fails.</summary>
        Fail = 1,
    }

    /// <summary>Not set, or set to null: a <see cref="DurableTask.DataConverter"/> from the services, else <see cref="JsonDataConverter.Default"/>.</summary>
    [AllowNull]
    public DataConverter DataConverter
    {
        get => _dataConverter ?? JsonDataConverter.Default;
        set => _dataConverter = value;
    }

    public bool EnableEntitySupport { get; set; }

    /// <summary>A longer timer is taken in steps of this length.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>Null: this worker does not look at versions.</summary>
    public VersioningOptions? Versioning { get; set; }

    public bool IsVersioningSet { get; internal set; }

    public LoggingOptions Logging { get; } = new();

    internal bool DataConverterExplicitlySet => _dataConverter is not null;

    /// <summary>Hands what is set here to options of a derived type.</summary>
    internal void ApplyTo(DurableTaskWorkerOptions other)
    {
        other._dataConverter ??= _dataConverter;
        other.MaximumTimerInterval = MaximumTimerInterval;
        other.EnableEntitySupport = EnableEntitySupport;
        other.Versioning = Versioning;
        other.IsVersioningSet = IsVersioningSet;
        other.Logging.UseLegacyCategories = Logging.UseLegacyCategories;
        if (Concurrency.ActivityWorkItemsSet is { } activities) other.Concurrency.MaximumConcurrentActivityWorkItems = activities;
        other.Concurrency.MaximumConcurrentOrchestrationWorkItems = Concurrency.MaximumConcurrentOrchestrationWorkItems;
        other.Concurrency.MaximumConcurrentEntityWorkItems = Concurrency.MaximumConcurrentEntityWorkItems;
    }

    public class ConcurrencyOptions
    {
        /// <summary>Activities that run at once in this process. Not set: the embedded runtime's own limit.</summary>
        public int MaximumConcurrentActivityWorkItems
        {
            get => ActivityWorkItemsSet ?? 100 * Environment.ProcessorCount;
            set => ActivityWorkItemsSet = value;
        }

        internal int? ActivityWorkItemsSet { get; private set; }

        /// <summary>Without effect in the embedded runtime: a partition runs one turn after the other.</summary>
        public int MaximumConcurrentOrchestrationWorkItems { get; set; } = 100 * Environment.ProcessorCount;

        public int MaximumConcurrentEntityWorkItems { get; set; } = 100 * Environment.ProcessorCount;
    }

    public class VersioningOptions
    {
        public string Version { get; set; } = string.Empty;

        /// <summary>Of sub-orchestrations that are called without one.</summary>
        public string DefaultVersion { get; set; } = string.Empty;

        public VersionMatchStrategy MatchStrategy { get; set; }

        public VersionFailureStrategy FailureStrategy { get; set; }
    }

    public class LoggingOptions
    {
        public bool UseLegacyCategories { get; set; } = true;
    }
}
