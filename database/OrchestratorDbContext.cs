using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Orchestrator.Database.Model;

namespace Orchestrator.Database;

/// <summary>EF Core over the tables that <c>migrations/</c> owns; it maps them and never changes the schema.</summary>
public sealed class OrchestratorDbContext(DbContextOptions<OrchestratorDbContext> options) : DbContext(options)
{
    public const string Schema = "orchestrator";

    public DbSet<NamespaceRow> Namespaces => Set<NamespaceRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<TaskSearchRow> TaskSearch => Set<TaskSearchRow>();

    public DbSet<TaskExecutionRow> TaskExecutions => Set<TaskExecutionRow>();

    public DbSet<TaskTransitionRow> TaskTransitions => Set<TaskTransitionRow>();

    public DbSet<AllowedTransitionRow> AllowedTransitions => Set<AllowedTransitionRow>();

    public DbSet<LifecycleEventRow> LifecycleEvents => Set<LifecycleEventRow>();

    public DbSet<OrchestrationSignalRow> OrchestrationSignals => Set<OrchestrationSignalRow>();

    public DbSet<LlmCallRow> LlmCalls => Set<LlmCallRow>();

    public DbSet<TaskChainRow> TaskChains => Set<TaskChainRow>();

    public DbSet<TaskChainEdgeRow> TaskChainEdges => Set<TaskChainEdgeRow>();

    public DbSet<ChainTransitionRow> ChainTransitions => Set<ChainTransitionRow>();

    public DbSet<ChainTemplateRow> ChainTemplates => Set<ChainTemplateRow>();

    public DbSet<TemplateNodeRow> TemplateNodes => Set<TemplateNodeRow>();

    public DbSet<TemplateEdgeRow> TemplateEdges => Set<TemplateEdgeRow>();

    public DbSet<PromptTemplateRow> PromptTemplates => Set<PromptTemplateRow>();

    public DbSet<DependentSystemRow> DependentSystems => Set<DependentSystemRow>();

    public DbSet<DependentSystemObjectMapRow> DependentSystemObjectMaps => Set<DependentSystemObjectMapRow>();

    public DbSet<AnnotationTypeRow> AnnotationTypes => Set<AnnotationTypeRow>();

    public DbSet<TaskAnnotationRow> TaskAnnotations => Set<TaskAnnotationRow>();

    public DbSet<HandlerRegistrationRow> HandlerRegistrations => Set<HandlerRegistrationRow>();

    public DbSet<CustomEventTypeRow> CustomEventTypes => Set<CustomEventTypeRow>();

    public DbSet<BulkOperationRow> BulkOperations => Set<BulkOperationRow>();

    public DbSet<AuditLogRow> AuditLog => Set<AuditLogRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<TaskSearchRow>().HasKey(r => r.TaskId);
        modelBuilder.Entity<AllowedTransitionRow>().HasNoKey();
        modelBuilder.Entity<TaskRow>().HasOne(r => r.Namespace).WithMany().HasForeignKey(r => r.NamespaceId);
        modelBuilder.Entity<TaskRow>().HasOne(r => r.Template).WithMany().HasForeignKey(r => r.TemplateId);
        modelBuilder.Entity<ChainTemplateRow>().HasOne(r => r.Namespace).WithMany().HasForeignKey(r => r.NamespaceId);
        MapJson<TaskRow>(
            modelBuilder, nameof(TaskRow.TaskParameters), nameof(TaskRow.TaskOutput), nameof(TaskRow.Metadata), nameof(TaskRow.Tags),
            nameof(TaskRow.NodeOptions));
        MapJson<TaskSearchRow>(modelBuilder, nameof(TaskSearchRow.Labels));
        MapJson<TaskExecutionRow>(modelBuilder, nameof(TaskExecutionRow.ExecutionMetadata));
        MapJson<TaskTransitionRow>(modelBuilder, nameof(TaskTransitionRow.Metadata));
        MapJson<LifecycleEventRow>(modelBuilder, nameof(LifecycleEventRow.Payload));
        MapJson<OrchestrationSignalRow>(modelBuilder, nameof(OrchestrationSignalRow.Payload));
        MapJson<LlmCallRow>(modelBuilder, nameof(LlmCallRow.Response));
        MapJson<TaskChainRow>(modelBuilder, nameof(TaskChainRow.Context), nameof(TaskChainRow.Bypass));
        MapJson<TaskChainEdgeRow>(modelBuilder, nameof(TaskChainEdgeRow.OutputMapping));
        MapJson<ChainTransitionRow>(modelBuilder, nameof(ChainTransitionRow.Metadata));
        MapJson<ChainTemplateRow>(modelBuilder, nameof(ChainTemplateRow.InputSchema), nameof(ChainTemplateRow.Definition));
        MapJson<TemplateNodeRow>(modelBuilder, nameof(TemplateNodeRow.Parameters), nameof(TemplateNodeRow.NodeOptions));
        MapJson<TemplateEdgeRow>(modelBuilder, nameof(TemplateEdgeRow.Mapping));
        MapJson<AnnotationTypeRow>(modelBuilder, nameof(AnnotationTypeRow.Schema));
        MapJson<TaskAnnotationRow>(modelBuilder, nameof(TaskAnnotationRow.Annotation));
        MapJson<CustomEventTypeRow>(modelBuilder, nameof(CustomEventTypeRow.Schema));
        MapJson<BulkOperationRow>(modelBuilder, nameof(BulkOperationRow.Filter), nameof(BulkOperationRow.Page));
        MapJson<AuditLogRow>(modelBuilder, nameof(AuditLogRow.Details));
        modelBuilder.Entity<PromptTemplateRow>().HasKey(r => new { r.Id, r.Version });
        modelBuilder.Entity<AnnotationTypeRow>().HasKey(r => r.Name);
        modelBuilder.Entity<HandlerRegistrationRow>().HasKey(r => new { r.Namespace, r.Name, r.Version });
        modelBuilder.Entity<CustomEventTypeRow>().HasKey(r => r.Name);
        modelBuilder.Entity<LifecycleEventRow>().Property(r => r.Tx).HasColumnType("xid8");
        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            NameInSnakeCase(entity);
        }

        LeaveToTheDatabase(modelBuilder);
    }

    // What defaults, identities and triggers write: read back after an insert, never sent.
    static void LeaveToTheDatabase(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NamespaceRow>().Property(r => r.CreatedAt).ValueGeneratedOnAdd();
        modelBuilder.Entity<TaskRow>(task =>
        {
            task.Property(r => r.Id).ValueGeneratedNever();
            task.Property(r => r.ScheduledAt).ValueGeneratedOnAdd();
            task.Property(r => r.StartClaimedAt).ValueGeneratedOnAddOrUpdate();
            task.Property(r => r.EventSeq).ValueGeneratedOnAddOrUpdate();
            task.Property(r => r.CreatedAt).ValueGeneratedOnAddOrUpdate();
            task.Property(r => r.UpdatedAt).ValueGeneratedOnAddOrUpdate();
            task.Property(r => r.IsDone).ValueGeneratedOnAddOrUpdate();
        });
        modelBuilder.Entity<TaskExecutionRow>(execution =>
        {
            execution.Property(r => r.QueuedAt).ValueGeneratedOnAddOrUpdate();
            execution.Property(r => r.StartedAt).ValueGeneratedOnAddOrUpdate();
            execution.Property(r => r.CompletedAt).ValueGeneratedOnAddOrUpdate();
            execution.Property(r => r.DurationMs).ValueGeneratedOnAddOrUpdate();
        });
        modelBuilder.Entity<TaskChainRow>(chain =>
        {
            chain.Property(r => r.Id).ValueGeneratedNever();
            chain.Property(r => r.EventSeq).ValueGeneratedOnAddOrUpdate();
            chain.Property(r => r.Version).ValueGeneratedOnAddOrUpdate();
            chain.Property(r => r.StartClaimedAt).ValueGeneratedOnAddOrUpdate();
            chain.Property(r => r.CreatedAt).ValueGeneratedOnAddOrUpdate();
            chain.Property(r => r.UpdatedAt).ValueGeneratedOnAddOrUpdate();
        });
        modelBuilder.Entity<TaskChainEdgeRow>().Property(r => r.IsPrimary).ValueGeneratedOnAddOrUpdate();
        modelBuilder.Entity<ChainTemplateRow>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<ChainTemplateRow>().Property(r => r.VersionOrder).ValueGeneratedOnAddOrUpdate();
        modelBuilder.Entity<OrchestrationSignalRow>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<OrchestrationSignalRow>().Property(r => r.CreatedAt).ValueGeneratedOnAdd();
        modelBuilder.Entity<ApiKeyRow>().Property(r => r.CreatedAt).ValueGeneratedOnAdd();
        modelBuilder.Entity<LlmCallRow>().Property(r => r.IntendedAt).ValueGeneratedOnAdd();
        modelBuilder.Entity<LlmCallRow>().Property(r => r.AnsweredAt).ValueGeneratedOnAddOrUpdate();
    }

    static void MapJson<TRow>(ModelBuilder modelBuilder, params ReadOnlySpan<string> properties)
        where TRow : class
    {
        foreach (string property in properties)
        {
            modelBuilder.Entity<TRow>().Property(property).HasColumnType("jsonb");
        }
    }

    static void NameInSnakeCase(IMutableEntityType entity)
    {
        entity.SetTableName(SnakeCase.From(entity.GetTableName()!));
        foreach (IMutableProperty property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase.From(property.Name));
        }
    }
}
