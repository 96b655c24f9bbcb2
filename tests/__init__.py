"""The tests mirror the rooms, plus journeys, errors, golden, properties, promises, house and bench."""
