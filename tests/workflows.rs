//! The workflows of `.github/workflows/`, as files.
//!
//! Knows YAML, jobs and steps. Knows nothing of what they are for.

use std::error::Error;
use std::fs;
use std::path::Path;
use yaml_rust2::{Yaml, YamlLoader};

/// The workflows by their file names.
///
/// # Errors
/// One cannot be read, or is no YAML.
pub fn workflows() -> Result<Vec<(String, Yaml)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let mut all = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().display().to_string();
        let mut documents = YamlLoader::load_from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{name}: {error}"))?;
        let workflow = documents.pop().ok_or("an empty workflow")?;
        all.push((name, workflow));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

/// The jobs of a workflow by their ids.
pub fn jobs(workflow: &Yaml) -> impl Iterator<Item = (&str, &Yaml)> {
    let jobs = workflow["jobs"].as_hash();
    jobs.into_iter()
        .flatten()
        .filter_map(|(id, job)| Some((id.as_str()?, job)))
}

/// The steps of a job.
pub fn steps(job: &Yaml) -> impl Iterator<Item = &Yaml> {
    job["steps"].as_vec().into_iter().flatten()
}

/// The script of the step `step` of the workflow `name`.
///
/// # Errors
/// There is none.
pub fn script(name: &str, step: &str) -> Result<String, Box<dyn Error>> {
    let workflows = workflows()?;
    let workflow = workflows.iter().find(|it| it.0 == name).ok_or(name)?;
    let mut steps = jobs(&workflow.1).flat_map(|(_, job)| steps(job));
    let step = steps
        .find(|it| it["name"].as_str() == Some(step))
        .ok_or("no such step")?;
    Ok(step["run"].as_str().ok_or("no script")?.to_owned())
}
