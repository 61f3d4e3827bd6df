//! The documented error codes of object storage services.
#![no_std]
