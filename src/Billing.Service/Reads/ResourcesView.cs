using Billing.PriceBooks;
using Billing.Service.Flows.Resources;
using Billing.Service.Storage;
using Billing.Sessions;
using Billing.Units;

namespace Billing.Service.Reads;

/// <summary>An account's resources, those deleted in the running month last.</summary>
/// <param name="Name">The seller's word for one: <c>Deployment</c>.</param>
/// <param name="Month">The running UTC month.</param>
/// <param name="Available">What may be spent now; null where the customer pays afterwards.</param>
/// <param name="Sizes">What can be created.</param>
public sealed record ResourcesView(
    Instant AsOf, string Name, ResourceCharge Charge, Period Month, Amount? Available, IReadOnlyList<ResourceLine> Resources, IReadOnlyList<ResourceSize> Sizes);

/// <param name="Size">Its name for people.</param>
/// <param name="Since">Since when it stands as it does.</param>
/// <param name="PaidUntil">End of the hour that is paid; null where none is.</param>
/// <param name="PerHour">Of all instances together; null where the book no longer prices the size.</param>
/// <param name="MonthCost">What its usage of this month cost.</param>
/// <param name="NextCharge">When the next hour is due, while it runs and pays in advance.</param>
public sealed record ResourceLine(
    ResourceId Id, string Name, string Size, int Instances, ResourceState State, Instant Since, Instant? PaidUntil, Amount? PerHour, Amount MonthCost, Instant? NextCharge);

/// <param name="Id">As it is asked for.</param>
/// <param name="PerSecond">Of one instance; null where whole hours are paid.</param>
/// <param name="PerHour">Of one instance.</param>
/// <param name="PerMonth">Of one instance that runs for all of the running month.</param>
public sealed record ResourceSize(string Id, string Name, Amount? PerSecond, Amount PerHour, Amount PerMonth);

/// <param name="Number">1, 2, 3 … within the resource.</param>
public sealed record ResourceEventLine(int Number, SessionEventKind Kind, ResourceReason Reason, string Actor, Instant At);

/// <summary>A resource's life, newest event first.</summary>
public sealed record ResourceHistory(ResourceLine Resource, Instant Created, Instant? Deleted, IReadOnlyList<ResourceEventLine> Events);
