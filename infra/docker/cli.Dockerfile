# syntax=docker/dockerfile:1.7
# The command orchestrator, for migrations and for work from inside the network. From the repository's root:
#   docker build -f infra/docker/cli.Dockerfile -t orchestrator-cli .

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS restore
ARG ORCHESTRATOR_HOST=Azure
ARG AZURE_PACKAGES=Oldest
ENV NUGET_PACKAGES=/nuget
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY protos/*.csproj protos/
COPY core/*.csproj core/
COPY database/*.csproj database/
COPY platform/*.csproj platform/
COPY embedded/Grpc/*.csproj embedded/Grpc/
COPY cli/*.csproj cli/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet restore cli -p:OrchestratorHost=$ORCHESTRATOR_HOST -p:AzurePackages=$AZURE_PACKAGES

FROM restore AS publish
# BuildKit writes this stage's packages into the SBOM too: docker buildx build --sbom=true
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY protos/ protos/
COPY core/ core/
COPY database/ database/
COPY platform/ platform/
COPY embedded/Grpc/ embedded/Grpc/
COPY templates/ templates/
COPY cli/ cli/
RUN --mount=type=cache,id=nuget,target=/nuget \
    dotnet publish cli --no-restore -c Release -o /app -p:UseAppHost=false \
    -p:OrchestratorHost=$ORCHESTRATOR_HOST -p:AzurePackages=$AZURE_PACKAGES

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="orchestrator-cli" \
      org.opencontainers.image.description="Orchestrator: the command line, and so the migrations" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      dev.orchestrator.sbom="/app/orchestrator.deps.json"
ENV DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=publish /app ./
USER 1654
ENTRYPOINT ["dotnet", "/app/orchestrator.dll"]
