# syntax=docker/dockerfile:1.7
# The function app on the embedded host: no part of Azure, state in PostgreSQL. From the repository's root:
#   docker build -f infra/docker/functions-embedded.Dockerfile -t orchestrator-functions-embedded .

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS restore
ENV NUGET_PACKAGES=/nuget
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY core/*.csproj core/
COPY database/*.csproj database/
COPY platform/*.csproj platform/
COPY embedded/DurableTask/*.csproj embedded/DurableTask/
COPY embedded/FunctionsWorker/*.csproj embedded/FunctionsWorker/
COPY functions/*.csproj functions/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet restore functions -p:OrchestratorHost=Embedded

FROM restore AS publish
# BuildKit writes this stage's packages into the SBOM too: docker buildx build --sbom=true
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY host.json local.settings.sample.json ./
COPY core/ core/
COPY database/ database/
COPY platform/ platform/
COPY embedded/DurableTask/ embedded/DurableTask/
COPY embedded/FunctionsWorker/ embedded/FunctionsWorker/
COPY functions/ functions/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet publish functions --no-restore -c Release -o /app -p:UseAppHost=false -p:OrchestratorHost=Embedded

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="orchestrator-functions-embedded" \
      org.opencontainers.image.description="Orchestrator: orchestrators, activities and triggers on the embedded host" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      dev.orchestrator.sbom="/app/Orchestrator.Functions.deps.json"
# Without the diagnostics socket the process writes no file at all, so the file system may be read-only.
ENV DOTNET_EnableDiagnostics=0 \
    ASPNETCORE_URLS=http://+:8080
WORKDIR /app
COPY --from=publish /app ./
USER 1654
EXPOSE 8080
# The image has no shell and no curl: the program asks itself.
HEALTHCHECK --interval=15s --timeout=6s --start-period=20s \
    CMD ["dotnet", "/app/Orchestrator.Functions.dll", "--probe", "http://127.0.0.1:8080/api/health/ready"]
ENTRYPOINT ["dotnet", "/app/Orchestrator.Functions.dll"]
